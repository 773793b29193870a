/// A place on the page, in points (1/72 inch) from the top left corner.
struct Point: Equatable {
  var x: Double
  var y: Double
}
