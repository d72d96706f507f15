// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

/**
 * An instruction of a classic BPF program, struct sock_filter of socket(7).
 *
 * @param code operation, 0 … 65535
 * @param jt instructions to skip when the condition holds, 0 … 255
 * @param jf instructions to skip when it does not, 0 … 255
 * @param k operand, 32 bits
 */
public record BpfInstruction(int code, int jt, int jf, int k) {
  /** Checks the width of each field; the kernel judges the program. */
  public BpfInstruction {
    Range.check("code", code, 0xffff);
    Range.check("jt", jt, 0xff);
    Range.check("jf", jf, 0xff);
  }
}
