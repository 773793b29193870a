import Compute
import Language
import Model
import Training

extension Train {
  /// The model with the head for q(z|y) that the paper's first version has, or without: one that has learned nothing is made
  /// anew if it is of the other kind, with the same weights beside.
  static func headed(_ loaded: LoadedModel, for formulation: Formulation, in session: Session) throws -> LoadedModel {
    let hasHead = formulation == .firstVersion
    guard loaded.specification.hasComponentHead != hasHead else { return loaded }
    guard loaded.model.optimizer.step == 0 else { throw wrongHead(wanted: hasHead) }
    var specification = loaded.specification
    specification.hasComponentHead = hasHead
    let model = try GMVAE(specification, seed: loaded.model.seed, batch: loaded.model.batch, engine: session.engine())
    let made = LoadedModel(model, preset: loaded.preset, data: loaded.data)
    session.state.models.current = made
    return made
  }

  private static func wrongHead(wanted: Bool) -> CommandError {
    wanted
      ? CommandError(
        "objective=v1 needs q(z|y), which this model was trained without", argument: "objective",
        hint: "make a new model first: model")
      : CommandError(
        "this model was trained with q(z|y), which only objective=v1 trains", argument: "objective",
        hint: "add objective=v1, or make a new model first: model")
  }
}
