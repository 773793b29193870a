import Foundation
import Testing

@testable import Plot

@Suite struct PaletteTests {
  /// Deuteranopia and protanopia of full severity in linear sRGB: Machado, Oliveira and Fernandes 2009.
  private static let visions: [(name: String, matrix: [[Double]])] = [
    ("normal", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    (
      "deuteranopia",
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    (
      "protanopia",
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
  ]

  /// The color in Oklab (Ottosson 2020) as seen with a kind of color vision.
  private func oklab(_ color: Color, _ matrix: [[Double]]) -> [Double] {
    let linear = [color.red, color.green, color.blue].map {
      $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
    }
    let seen = matrix.map { row in min(max(zip(row, linear).map(*).reduce(0, +), 0), 1) }
    let cones = [
      [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ].map { row in cbrt(zip(row, seen).map(*).reduce(0, +)) }
    return [
      [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.8086757660],
    ].map { row in zip(row, cones).map(*).reduce(0, +) }
  }

  private func leastDistance(_ colors: [Color], _ coordinates: (Color) -> [Double]) -> Double {
    let places = colors.map(coordinates)
    let distances = places.indices.flatMap { i in
      places.indices.dropFirst(i + 1).map { j in
        zip(places[i], places[j]).map { pow($0 - $1, 2) }.reduce(0, +).squareRoot()
      }
    }
    return distances.min() ?? .infinity
  }

  @Test(
    "every two colors can be told apart, also with deuteranopia and protanopia",
    arguments: [(5, 0.076), (8, 0.063), (10, 0.094), (16, 0.070), (20, 0.054), (32, 0.045)], Theme.allCases)
  func distances(palette: (categories: Int, least: Double), theme: Theme) {
    let colors = (0..<palette.categories).map { Palette(categories: palette.categories).color(of: $0, theme: theme) }
    for vision in Self.visions {
      #expect(
        leastDistance(colors) { oklab($0, vision.matrix) } >= palette.least,
        "\(vision.name), \(palette.categories), \(theme)")
    }
  }

  /// The color in CIELAB (D65) as seen with a kind of color vision.
  private func cielab(_ color: Color, _ matrix: [[Double]]) -> [Double] {
    let linear = [color.red, color.green, color.blue].map {
      $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4)
    }
    let seen = matrix.map { row in min(max(zip(row, linear).map(*).reduce(0, +), 0), 1) }
    let curved = [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883],
    ].map { row -> Double in
      let value = zip(row, seen).map(*).reduce(0, +)
      return value > 216 / 24389.0 ? cbrt(value) : (24389 / 27.0 * value + 16) / 116
    }
    return [116 * curved[1] - 16, 500 * (curved[0] - curved[1]), 200 * (curved[1] - curved[2])]
  }

  /// A difference of 2.3 is just noticed; 10 is seen at a glance.
  @Test(
    "the least CIELAB distance of component colors, also with deuteranopia and protanopia",
    arguments: [(8, Theme.light, 15.1), (8, .dark, 17.0), (10, .light, 13.5), (10, .dark, 13.5), (20, .light, 6.8)])
  func cielabDistances(categories: Int, theme: Theme, least: Double) {
    let colors = (0..<categories).map { Palette(categories: categories).color(of: $0, theme: theme) }
    for vision in Self.visions {
      #expect(leastDistance(colors) { cielab($0, vision.matrix) } >= least, "\(vision.name)")
    }
  }

  @Test("the darkest color of a quantity stands out from either background", arguments: Theme.allCases)
  func quantities(theme: Theme) {
    #expect(Viridis.color(at: 0, on: theme).contrast(to: theme.background) > 2)
    #expect(Viridis.stops(on: theme).first == Viridis.color(at: 0, on: theme))
    #expect(Viridis.stops(on: theme).last == Viridis.color(at: 1))
  }

  @Test("every color stands out from the background", arguments: Theme.allCases)
  func backgrounds(theme: Theme) {
    for categories in [8, 10, 32] {
      for category in 0..<categories {
        let color = Palette(categories: categories).color(of: category, theme: theme)
        #expect(color.contrast(to: theme.background) >= 1.6)
      }
    }
  }

  @Test("an area stands out from the background, by itself or by its edge, at 3 to 1 on dark")
  func areas() {
    for categories in [8, 10, 32] {
      let paint = Paint(theme: .dark, palette: Palette(categories: categories))
      for category in 0..<categories {
        let seen = paint.edgeColor(.category(category)) ?? paint.color(.category(category))
        #expect(seen.contrast(to: Theme.dark.background) >= 3)
      }
    }
  }

  @Test("text in a category's color has a contrast of at least 3 to 1", arguments: Theme.allCases)
  func text(theme: Theme) {
    for categories in [8, 10, 32] {
      let paint = Paint(theme: theme, palette: Palette(categories: categories))
      for category in 0..<categories {
        #expect(paint.textColor(.category(category)).contrast(to: theme.background) >= 3)
      }
    }
  }

  @Test("a palette begins again after its last color, and takes any number for a category")
  func wrapping() {
    let palette = Palette(categories: 100)
    #expect(palette.color(of: 32, theme: .light) == palette.color(of: 0, theme: .light))
    #expect(palette.color(of: -1, theme: .light) == palette.color(of: 31, theme: .light))
    #expect(palette.color(of: .min, theme: .light) == palette.color(of: 0, theme: .light))
    #expect(Palette(categories: -3).categories == 1)
  }

  @Test("contrast is 21 between black and white and 1 between equals")
  func contrast() {
    let (black, white) = (Color(hex: 0x000000), Color(hex: 0xFFFFFF))
    #expect(abs(black.contrast(to: white) - 21) < 1e-9)
    #expect(white.contrast(to: white) == 1)
    // W3C's own example of the least contrast for text.
    #expect(abs(Color(hex: 0x767676).contrast(to: white) - 4.54) < 0.01)
  }

  @Test("viridis has matplotlib's ends and middle")
  func viridis() {
    #expect(Viridis.color(at: 0) == Color(hex: 0x440154))
    #expect(Viridis.color(at: 1) == Color(hex: 0xFDE725))
    #expect(Viridis.color(at: .nan) == Viridis.color(at: -1))
    let middle = Viridis.color(at: 0.5)
    let published = Color(hex: 0x21918C)
    let distance = max(
      abs(middle.red - published.red), abs(middle.green - published.green), abs(middle.blue - published.blue))
    #expect(distance < 0.02)
  }
}
