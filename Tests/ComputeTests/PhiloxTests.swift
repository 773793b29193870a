import CKernels
import Testing

@Suite("Philox4x32-10")
struct PhiloxTests {
  @Test("gives the known answers of Random123")
  func knownAnswers() {
    expect([0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    let ones: UInt32 = 0xffff_ffff
    expect([ones, ones, ones, ones], [ones, ones], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    expect(
      [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
      [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  private func expect(_ counter: [UInt32], _ key: [UInt32], _ expected: [UInt32]) {
    var output: [UInt32] = [0, 0, 0, 0]
    gm_philox(counter, key, &output)
    #expect(output == expected)
  }
}
