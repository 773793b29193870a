/// A place on the page, in points (1/72 inch) from the top left corner.
struct Point: Equatable {
  var x: Double
  var y: Double
}

/// A width and a height, in points.
struct Size: Equatable {
  var width: Double
  var height: Double
}

/// A rectangle on the page, in points (1/72 inch) from the top left corner.
struct Rect: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var midX: Double { x + width / 2 }
  var midY: Double { y + height / 2 }

  func contains(_ point: Point, margin: Double = 0) -> Bool {
    point.x >= x - margin && point.x <= maxX + margin && point.y >= y - margin && point.y <= maxY + margin
  }

  func intersects(_ other: Rect) -> Bool {
    x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY
  }

  func contains(_ other: Rect) -> Bool {
    other.x >= x && other.maxX <= maxX && other.y >= y && other.maxY <= maxY
  }
}

/// The space that text takes around a panel's content, in points.
struct Insets: Equatable {
  var left = 0.0
  var right = 0.0
  var top = 0.0
  var bottom = 0.0
}
