import Archive
import Compute
import Data
import Files
import Interruption
import Language

extension Session: CommandHost {
  /// Performs a command and gives its value; errors leave the session as it was.
  public func perform(_ invocation: Invocation) throws -> Value {
    do {
      again = .same
      hasRun = false
      if let path = invocation.output { try files.checkMayReplace(path, force: invocation.force) }
      let value = try interruptible { try confined { try run(settings.completing(invocation)) } }
      if invocation.declaration.path.first == "load" { noteOrigin(invocation) }
      if let path = invocation.output, invocation.declaration.output != .rows, let format = TableFormat(path: path) {
        hasRun = true
        try interruptible { try write(value, to: path, as: format, force: invocation.force) }
      }
      return value
    } catch let error as any InterruptibleError where error.isInterruption {
      throw Interrupted()
    } catch let error as ArchiveError {
      throw CommandError("the model cannot be kept or taken again: \(error.reason)", hint: "make a new model: model")
    } catch let error as SystemError {
      throw CommandError(
        "a file cannot be read or written: \(error.message)", hint: "look at the disk and the rights of its folders")
    } catch let error as DataError {
      throw CommandError(error.message, hint: error.hint)
    } catch let error as ComputeError {
      throw CommandError(
        error.description, hint: "use a smaller model, batch or number of samples, or close other programs")
    }
  }

  /// Does work whose loops ask whether the person wants it to stop.
  private func interruptible<Result>(_ work: () throws -> Result) rethrows -> Result {
    nonisolated(unsafe) let isInterrupted = environment.isInterrupted
    return try Interruption.$current.withValue(Interruption { isInterrupted() }, operation: work)
  }

  func run(_ invocation: Invocation) throws -> Value {
    switch invocation.name {
    case "load arcs": try loadArcs(invocation)
    case "load mnist": try load(.mnist, invocation)
    case "load fashion": try load(.fashion, invocation)
    case "load svhn": try loadSVHN(invocation)
    case "load csv": try loadCSV(invocation)
    case "load npy", "load idx": try loadArrays(invocation)
    case "load h5ad": try loadH5AD(invocation)
    case "load images": try loadImages(invocation)
    case "sweep": try sweep(invocation)
    case "describe data": .table(describeData(try requireData(), by: invocation.text("by")))
    case "describe model": .table(describeModel(try requireModel()))
    case "describe run": .table(try describeRun(requireModel()))
    case "describe session": .table(describeSession())
    case "model": try makeModel(invocation)
    case "train": try train(invocation)
    case "evaluate": try evaluate(invocation)
    case "compute accuracy": try computeAccuracy(invocation)
    case "sample component": try sampleComponent(invocation)
    case "sample all", "plot samples": try sampleAll(invocation)
    case "walk style": try walkStyle(invocation)
    case "interpolate latents": try interpolateLatents(invocation)
    case "interpolate components": try interpolateComponents(invocation)
    case "reconstruct", "plot reconstructions": try reconstruct(invocation)
    case "plot data": try plotData(invocation)
    case "plot latents": try plotLatents(invocation)
    case "plot style": try plotStyle(invocation)
    case "plot density": try plotDensity(invocation)
    case "plot components": try plotComponents(invocation)
    case "plot usage": try plotUsage(invocation)
    case "plot confusion": try plotConfusion(invocation)
    case "plot responsibilities": try plotResponsibilities(invocation)
    case "plot weights": try plotWeights(invocation)
    case "plot history": try plotHistory(invocation)
    case "plot accuracy": try plotAccuracy(invocation)
    case "save model": try saveModel(invocation)
    case "open model": try openModel(invocation)
    case "export weights": try exportWeights(invocation)
    case "export onnx": try exportONNX(invocation)
    case "export h5ad": try exportH5AD(invocation)
    case "export latents": try exportLatents(invocation)
    case "assign": try assign(invocation)
    case "describe components": try describeComponents(invocation)
    case "describe component": try describeComponent(invocation)
    case "rename component": try nameComponent(invocation)
    case "plot profile": try plotProfile(invocation)
    case "contrast": try contrast(invocation)
    case "export projector": try exportProjector(invocation)
    case "export assignments": try exportAssignments(invocation)
    case "seed": setSeed(invocation)
    case "history", "cells": invocation.journal.map(Value.table) ?? .nothing
    case "save script": try saveScript(invocation)
    case "save notebook": try saveNotebook(invocation)
    case "threads": try setThreads(invocation)
    case "doctor": .table(doctor())
    case "snapshot": try takeSnapshot(invocation)
    case "restore": try restoreSnapshot(invocation)
    case "snapshots": .table(snapshots.table)
    case "animate": try animate(invocation)
    case "compare": .table(try compare(invocation))
    case "show": settings.shown(by: invocation)
    case _ where invocation.declaration.path.first == "set": try set(invocation)
    default: throw CommandError("'\(invocation.name)' is not a command of the session")
    }
  }

  private func noteOrigin(_ invocation: Invocation) {
    var invocation = invocation
    invocation.output = nil
    dataOrigin = invocation.statement.map { ($0, seed) }
  }

  private func setSeed(_ invocation: Invocation) -> Value {
    seed = invocation.seed("seed") ?? 1
    draws = 0
    return .nothing
  }

  private func set(_ invocation: Invocation) throws -> Value {
    var changed = settings
    changed.set(by: invocation)
    try checkPrecision(changed.precision)
    settings = changed
    return .nothing
  }

  /// What the session knows by name.
  public func value(named name: String) -> Value? {
    switch name {
    case "data": dataset.map { .record(record(of: $0)) }
    case "model": current.map { .record(record(of: $0)) }
    case "run": current.flatMap { loaded in loaded.lastRun.map { .record(record(of: $0, profile: loaded.profile)) } }
    case "elbo": current?.newestTerms.map { .number($0.elbo) }
    case "seed": Value(seed: seed)
    default: nil
    }
  }

  /// The names of all that, with the fields of each record.
  public var names: [String] { SessionName.all.flatMap(\.written) }

  /// The components there are, or the files.
  public func candidates(for kind: ParameterKind, word: String) -> [String] {
    switch kind {
    case .component: (0..<(current?.specification.components ?? 0)).map(String.init)
    case .path(let endings): files.candidates(word, endings: endings)
    case .snapshot: snapshots.names + (snapshots.names.isEmpty ? [] : [Snapshots.current])
    default: []
    }
  }

  /// The text of a script.
  public func readScript(_ path: String) throws -> String {
    do throws(CommandError) {
      return try files.readScript(path, isInterrupted: environment.isInterrupted)
    } catch {
      throw environment.isInterrupted() ? Interrupted() : error
    }
  }
}
