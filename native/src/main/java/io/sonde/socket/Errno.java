// SPDX-License-Identifier: Apache-2.0
package io.sonde.socket;

/**
 * An error number of the kernel, errno(3).
 *
 * @param number 0 for none; numbers without a name are kept
 */
public record Errno(int number) {
  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno ESRCH = new Errno(3);
  public static final Errno EINTR = new Errno(4);
  public static final Errno EIO = new Errno(5);
  public static final Errno ENXIO = new Errno(6);
  public static final Errno E2BIG = new Errno(7);
  public static final Errno ENOEXEC = new Errno(8);
  public static final Errno EBADF = new Errno(9);
  public static final Errno ECHILD = new Errno(10);
  public static final Errno EAGAIN = new Errno(11);
  public static final Errno ENOMEM = new Errno(12);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EFAULT = new Errno(14);
  public static final Errno ENOTBLK = new Errno(15);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno EXDEV = new Errno(18);
  public static final Errno ENODEV = new Errno(19);
  public static final Errno ENOTDIR = new Errno(20);
  public static final Errno EISDIR = new Errno(21);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno ENFILE = new Errno(23);
  public static final Errno EMFILE = new Errno(24);
  public static final Errno ENOTTY = new Errno(25);
  public static final Errno ETXTBSY = new Errno(26);
  public static final Errno EFBIG = new Errno(27);
  public static final Errno ENOSPC = new Errno(28);
  public static final Errno ESPIPE = new Errno(29);
  public static final Errno EROFS = new Errno(30);
  public static final Errno EMLINK = new Errno(31);
  public static final Errno EPIPE = new Errno(32);
  public static final Errno EDOM = new Errno(33);
  public static final Errno ERANGE = new Errno(34);
  public static final Errno EDEADLK = new Errno(35);
  public static final Errno ENAMETOOLONG = new Errno(36);
  public static final Errno ENOLCK = new Errno(37);
  public static final Errno ENOSYS = new Errno(38);
  public static final Errno ENOTEMPTY = new Errno(39);
  public static final Errno ELOOP = new Errno(40);
  public static final Errno ENOMSG = new Errno(42);
  public static final Errno EIDRM = new Errno(43);
  public static final Errno ECHRNG = new Errno(44);
  public static final Errno EL2NSYNC = new Errno(45);
  public static final Errno EL3HLT = new Errno(46);
  public static final Errno EL3RST = new Errno(47);
  public static final Errno ELNRNG = new Errno(48);
  public static final Errno EUNATCH = new Errno(49);
  public static final Errno ENOCSI = new Errno(50);
  public static final Errno EL2HLT = new Errno(51);
  public static final Errno EBADE = new Errno(52);
  public static final Errno EBADR = new Errno(53);
  public static final Errno EXFULL = new Errno(54);
  public static final Errno ENOANO = new Errno(55);
  public static final Errno EBADRQC = new Errno(56);
  public static final Errno EBADSLT = new Errno(57);
  public static final Errno EBFONT = new Errno(59);
  public static final Errno ENOSTR = new Errno(60);
  public static final Errno ENODATA = new Errno(61);
  public static final Errno ETIME = new Errno(62);
  public static final Errno ENOSR = new Errno(63);
  public static final Errno ENONET = new Errno(64);
  public static final Errno ENOPKG = new Errno(65);
  public static final Errno EREMOTE = new Errno(66);
  public static final Errno ENOLINK = new Errno(67);
  public static final Errno EADV = new Errno(68);
  public static final Errno ESRMNT = new Errno(69);
  public static final Errno ECOMM = new Errno(70);
  public static final Errno EPROTO = new Errno(71);
  public static final Errno EMULTIHOP = new Errno(72);
  public static final Errno EDOTDOT = new Errno(73);
  public static final Errno EBADMSG = new Errno(74);
  public static final Errno EOVERFLOW = new Errno(75);
  public static final Errno ENOTUNIQ = new Errno(76);
  public static final Errno EBADFD = new Errno(77);
  public static final Errno EREMCHG = new Errno(78);
  public static final Errno ELIBACC = new Errno(79);
  public static final Errno ELIBBAD = new Errno(80);
  public static final Errno ELIBSCN = new Errno(81);
  public static final Errno ELIBMAX = new Errno(82);
  public static final Errno ELIBEXEC = new Errno(83);
  public static final Errno EILSEQ = new Errno(84);
  public static final Errno ERESTART = new Errno(85);
  public static final Errno ESTRPIPE = new Errno(86);
  public static final Errno EUSERS = new Errno(87);
  public static final Errno ENOTSOCK = new Errno(88);
  public static final Errno EDESTADDRREQ = new Errno(89);
  public static final Errno EMSGSIZE = new Errno(90);
  public static final Errno EPROTOTYPE = new Errno(91);
  public static final Errno ENOPROTOOPT = new Errno(92);
  public static final Errno EPROTONOSUPPORT = new Errno(93);
  public static final Errno ESOCKTNOSUPPORT = new Errno(94);
  public static final Errno EOPNOTSUPP = new Errno(95);
  public static final Errno EPFNOSUPPORT = new Errno(96);
  public static final Errno EAFNOSUPPORT = new Errno(97);
  public static final Errno EADDRINUSE = new Errno(98);
  public static final Errno EADDRNOTAVAIL = new Errno(99);
  public static final Errno ENETDOWN = new Errno(100);
  public static final Errno ENETUNREACH = new Errno(101);
  public static final Errno ENETRESET = new Errno(102);
  public static final Errno ECONNABORTED = new Errno(103);
  public static final Errno ECONNRESET = new Errno(104);
  public static final Errno ENOBUFS = new Errno(105);
  public static final Errno EISCONN = new Errno(106);
  public static final Errno ENOTCONN = new Errno(107);
  public static final Errno ESHUTDOWN = new Errno(108);
  public static final Errno ETOOMANYREFS = new Errno(109);
  public static final Errno ETIMEDOUT = new Errno(110);
  public static final Errno ECONNREFUSED = new Errno(111);
  public static final Errno EHOSTDOWN = new Errno(112);
  public static final Errno EHOSTUNREACH = new Errno(113);
  public static final Errno EALREADY = new Errno(114);
  public static final Errno EINPROGRESS = new Errno(115);
  public static final Errno ESTALE = new Errno(116);
  public static final Errno EUCLEAN = new Errno(117);
  public static final Errno ENOTNAM = new Errno(118);
  public static final Errno ENAVAIL = new Errno(119);
  public static final Errno EISNAM = new Errno(120);
  public static final Errno EREMOTEIO = new Errno(121);
  public static final Errno EDQUOT = new Errno(122);
  public static final Errno ENOMEDIUM = new Errno(123);
  public static final Errno EMEDIUMTYPE = new Errno(124);
  public static final Errno ECANCELED = new Errno(125);
  public static final Errno ENOKEY = new Errno(126);
  public static final Errno EKEYEXPIRED = new Errno(127);
  public static final Errno EKEYREVOKED = new Errno(128);
  public static final Errno EKEYREJECTED = new Errno(129);
  public static final Errno EOWNERDEAD = new Errno(130);
  public static final Errno ENOTRECOVERABLE = new Errno(131);
  public static final Errno ERFKILL = new Errno(132);
  public static final Errno EHWPOISON = new Errno(133);

  /** Its C name, as in {@code ECONNREFUSED}; {@code E} and the number when it has none. */
  public String name() {
    return ErrnoTable.name(number);
  }

  /** What the C library says of it in English, as in {@code Connection refused}. */
  public String description() {
    return ErrnoTable.description(number);
  }

  @Override
  public String toString() {
    return name();
  }
}
