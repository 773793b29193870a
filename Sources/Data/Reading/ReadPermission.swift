/// Which files the readers may open. Every reader asks for each file, so that no link in a folder of pictures or beside a
/// data set leads to another.
public enum ReadPermission {
  /// Whether a path may be read; everything unless said otherwise for the work under way.
  @TaskLocal public static var isGranted: @Sendable (String) -> Bool = { _ in true }

  static func refusal(_ path: String) -> DataError {
    DataError(
      "\(path) is outside of the folders that --safe allows",
      hint: "put it below the working folder, or start gmvae with --allow FOLDER")
  }
}
