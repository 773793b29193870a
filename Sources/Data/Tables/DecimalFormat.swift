/// How a table writes numbers.
struct DecimalFormat: Equatable {
  /// The byte between whole and fraction.
  var point = UInt8(ascii: ".")
  /// The byte between thousands; nil if there is none.
  var thousands: UInt8?

  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The number that a field holds, rounded as correctly as by strtod; nil if it is none. Infinity is one, NaN is none.
  ///
  /// Digits that fit a double exactly, times a power of ten that does, need one rounding (Clinger 1990); others go to
  /// strtod.
  func number(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let base = text.baseAddress, text.count > 0 else { return nil }
    var place = 0
    if let value = plainNumber(base, &place, text.count), place == text.count { return value }
    var (digits, exponent, count) = (UInt64(0), 0, 0)
    place = 0
    let isNegative = base[0] == UInt8(ascii: "-")
    if isNegative || base[0] == UInt8(ascii: "+") { place = 1 }
    var isAfterPoint = false, hasDigit = false
    scan: while place < text.count {
      let byte = base[place]
      switch byte {
      case 0x30...0x39:
        hasDigit = true
        guard count < 19 else {
          return slowly(text)
        }
        digits = digits &* 10 &+ UInt64(byte &- 0x30)
        if digits > 0 { count += 1 }
        if isAfterPoint { exponent -= 1 }
      case point where !isAfterPoint: isAfterPoint = true
      case _ where byte == thousands && !isAfterPoint && hasDigit: break
      case UInt8(ascii: "e") where hasDigit, UInt8(ascii: "E") where hasDigit: break scan
      default: return slowly(text)
      }
      place += 1
    }
    guard hasDigit else { return slowly(text) }
    if place < text.count {
      guard let power = Self.power(text, after: place) else { return nil }
      exponent += power
    }
    guard digits <= 1 << 53, abs(exponent) <= 22 else { return slowly(text) }
    let value = exponent < 0 ? Double(digits) / Self.powers[-exponent] : Double(digits) * Self.powers[exponent]
    return isNegative ? -value : value
  }

  /// Reads a number of at most 15 digits without an exponent, as nearly all are, and takes `place` behind it: in a third of the time
  /// that looking for everything takes. Nil for whatever else there is; what follows is not looked at.
  @inline(__always)
  func plainNumber(_ base: UnsafePointer<UInt8>, _ place: inout Int, _ count: Int) -> Double? {
    // The sign is no branch: half of the numbers would be foreseen wrongly.
    let sign: UInt64 = place < count && base[place] == UInt8(ascii: "-") ? 1 : 0
    place += Int(sign)
    let start = place
    var digits: UInt64 = 0, afterPoint = 0
    Self.readDigits(base, &place, count, &digits)
    guard place > start else { return nil }
    if place < count, base[place] == point {
      place += 1
      afterPoint = place
      Self.readDigits(base, &place, count, &digits)
      afterPoint = place - afterPoint
    }
    guard place - start <= 16, digits <= 1 << 53 else { return nil }
    let value = Double(digits) / Self.powers[afterPoint]
    return Double(bitPattern: value.bitPattern ^ sign &<< 63)
  }

  /// Adds the digits from a place on to those before, eight at once while eight bytes are left: the jump out of a loop over bytes
  /// is foreseen wrongly for most numbers, which takes as long as ten digits.
  @inline(__always)
  private static func readDigits(
    _ base: UnsafePointer<UInt8>, _ place: inout Int, _ count: Int, _ digits: inout UInt64
  ) {
    while place + 8 <= count {
      let bytes = UInt64(littleEndian: UnsafeRawPointer(base + place).loadUnaligned(as: UInt64.self)) ^ zeros
      // A byte above 9 has its highest bit set here, or its own.
      let found = ((bytes &+ 0x7676_7676_7676_7676 | bytes) & 0x8080_8080_8080_8080).trailingZeroBitCount / 8
      guard found > 0 else { return }
      digits = digits &* wholePowers[found] &+ eightDigits(bytes &<< UInt64(64 - 8 * found))
      place += found
      guard found == 8 else { return }
    }
    while place < count, case let digit = base[place] &- 0x30, digit < 10 {
      digits = digits &* 10 &+ UInt64(digit)
      place += 1
    }
  }

  private static let zeros: UInt64 = 0x3030_3030_3030_3030
  private static let wholePowers: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]

  /// The number of eight digits, the first in the lowest byte: pairs, fours and eights of them are joined by one product each.
  @inline(__always)
  private static func eightDigits(_ bytes: UInt64) -> UInt64 {
    let pairs = (bytes &* 10 &+ bytes >> 8) & 0x00ff_00ff_00ff_00ff
    let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_ffff_0000_ffff
    return (fours &* 10_000 &+ fours >> 32) & 0xffff_ffff
  }

  /// The whole number after an `e`; nil if there is none.
  private static func power(_ text: UnsafeBufferPointer<UInt8>, after start: Int) -> Int? {
    var place = start + 1
    guard place < text.count else { return nil }
    let isNegative = text[place] == UInt8(ascii: "-")
    if isNegative || text[place] == UInt8(ascii: "+") { place += 1 }
    guard place < text.count, text.count - place < 10 else { return nil }
    var power = 0
    while place < text.count {
      guard (0x30...0x39).contains(text[place]) else { return nil }
      power = power * 10 + Int(text[place] - 0x30)
      place += 1
    }
    return isNegative ? -power : power
  }

  /// What strtod makes of the field; nil if there is more than a decimal number or an infinity.
  private func slowly(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    // Letters other than those of "infinity" and an exponent belong to hexadecimal numbers and NaN.
    var bytes: [UInt8] = []
    for byte in text where byte != thousands {
      switch byte {
      case point: bytes.append(UInt8(ascii: "."))
      case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"): bytes.append(byte)
      case 0x41...0x5a where "EINFTY".utf8.contains(byte): bytes.append(byte | 0x20)
      case 0x61...0x7a where "einfty".utf8.contains(byte): bytes.append(byte)
      default: return nil
      }
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), !value.isNaN else { return nil }
    return value
  }
}
