import CKernels
import Foundation
import TestSupport
import Testing

@Suite("Copies of examples")
struct TransformationTests {
  private static let real = gm_support(lower: -1e30, upper: 1e30, is_whole: 0)

  @Test("have the nearest values of the likelihood's support")
  func support() {
    let source = numbers(200 * 4, in: 0...1).map { $0.rounded() }, normals = Draw().kernelNormals(800)
    let uniforms = [Float](repeating: 0.5, count: 800)
    var free = [Float](repeating: .nan, count: 800), bounded = free, counts = free
    gm_noisy_copies(200, 4, 2, 0, Self.real, normals, uniforms, source, &free)
    gm_noisy_copies(200, 4, 2, 0, gm_support(lower: 0, upper: 1, is_whole: 0), normals, uniforms, source, &bounded)
    gm_noisy_copies(200, 4, 2, 0, gm_support(lower: 0, upper: 1e30, is_whole: 1), normals, uniforms, source, &counts)
    #expect(free.contains { $0 < 0 } && free.contains { $0 > 1 })
    #expect(bounded == free.map { min(max($0, 0), 1) })
    #expect(counts == free.map { max($0.rounded(.toNearestOrEven), 0) })
  }

  /// A copy under rotation r, shear s, scales and shifts, by the definition: its pixel (u, v) from the middle is the image
  /// at R(r)·[1 s; 0 1]·diag(su, sv)·(u, v) + t.
  private func plainCopy(_ image: [Float], _ height: Int, _ width: Int, _ d: gm_distortion, _ n: [Float]) -> [Double] {
    let n = n.map(Double.init), r = Double(d.rotation) * n[0], s = Double(d.shear) * n[1]
    let (su, sv) = (exp(Double(d.scale) * n[2]), exp(Double(d.scale) * n[3]))
    let (tu, tv) = (Double(width) / 2 * Double(d.shift) * n[4], Double(height) / 2 * Double(d.shift) * n[5])
    let (mu, mv) = (Double(width - 1) / 2, Double(height - 1) / 2)
    func pixel(_ i: Int, _ j: Int) -> Double {
      (0..<height).contains(i) && (0..<width).contains(j) ? Double(image[i * width + j]) : 0
    }
    return (0..<height * width).map { place in
      let u = (Double(place % width) - mu) * su, v = (Double(place / width) - mv) * sv
      let sheared = u + s * v
      let x = cos(r) * sheared - sin(r) * v + tu + mu, y = sin(r) * sheared + cos(r) * v + tv + mv
      let (j, i) = (Int(floor(x)), Int(floor(y))), (a, b) = (x - floor(x), y - floor(y))
      return (1 - b) * ((1 - a) * pixel(i, j) + a * pixel(i, j + 1))
        + b * ((1 - a) * pixel(i + 1, j) + a * pixel(i + 1, j + 1))
    }
  }

  @Test("of images are those of the affine map's definition, for each image and channel")
  func affine() {
    let (batch, channels, height, width) = (3, 2, 7, 10), size = height * width
    let source = numbers(batch * channels * size, in: 0...1), noise = Draw().kernelNormals(batch * Int(GM_AFFINE_NOISE))
    var images = gm_images(batch: 3, channels: 2, height: 7, width: 10)
    var distortion = gm_distortion(rotation: 0.4, shear: 0.3, scale: 0.2, shift: 0.3)
    var copies = [Float](repeating: .nan, count: source.count)
    gm_affine_copies(&images, &distortion, Self.real, noise, source, &copies)
    for plane in 0..<batch * channels {
      let range = plane * size..<(plane + 1) * size, image = plane / channels
      let own = Array(noise[image * Int(GM_AFFINE_NOISE)..<(image + 1) * Int(GM_AFFINE_NOISE)])
      let expected = plainCopy(Array(source[range]), height, width, distortion, own)
      expectClose(copies[range], expected, relative: 1e-4, "plane \(plane)")
    }
  }

  @Test("of images without distortion are the images")
  func undistorted() {
    let source = numbers(2 * 5 * 4, in: 0...1)
    var images = gm_images(batch: 2, channels: 1, height: 5, width: 4), distortion = gm_distortion()
    var copies = [Float](repeating: .nan, count: source.count)
    gm_affine_copies(&images, &distortion, Self.real, Draw().kernelNormals(12), source, &copies)
    expectClose(copies, source.map(Double.init), relative: 1e-6, "copies")
  }

  @Test("of rows have noise in proportion to each column's deviation, and a share of the next row's numbers")
  func noisy() {
    let (batch, size) = (2000, 3)
    let source = Draw().kernelNormals(batch * size).enumerated().map { Float([1, 10, 0][$0 % 3]) * $1 }
    var draw = Draw()
    draw.step = 8
    let normals = draw.kernelNormals(source.count), uniforms = draw.kernelUniforms(source.count, limit: 0.5)
    var copies = [Float](repeating: .nan, count: source.count)
    gm_noisy_copies(Int64(batch), Int64(size), 0.5, 0.2, Self.real, normals, uniforms, source, &copies)
    var exchanged = 0
    for i in source.indices {
      if uniforms[i] + 0.5 < 0.2 {
        exchanged += 1
        #expect(copies[i] == source[(i + size) % source.count])
      } else {
        let deviation: Float = [1, 10, 0][i % 3]
        #expect(abs(copies[i] - source[i] - 0.5 * deviation * normals[i]) <= 0.05 * deviation * abs(normals[i]))
      }
    }
    #expect(abs(Double(exchanged) / Double(source.count) - 0.2) < 0.02)
  }
}
