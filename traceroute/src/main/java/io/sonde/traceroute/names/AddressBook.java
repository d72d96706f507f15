// SPDX-License-Identifier: Apache-2.0
package io.sonde.traceroute.names;

import io.sonde.wire.IpAddress;

/** Facts about addresses, each looked up once. Never waits. */
public interface AddressBook {
  /** Knows nothing and asks nobody. */
  AddressBook EMPTY =
      new AddressBook() {
        @Override
        public void ask(IpAddress address) {}

        @Override
        public boolean isSettled(IpAddress address) {
          return true;
        }

        @Override
        public AddressFacts facts(IpAddress address) {
          return AddressFacts.NOTHING;
        }
      };

  /** Starts to look an address up, unless that was done before. */
  void ask(IpAddress address);

  /** Whether nothing more will be known of an address. */
  boolean isSettled(IpAddress address);

  /** What is known so far. */
  AddressFacts facts(IpAddress address);
}
