import Testing
import Training

@Suite("The number of components")
struct ComponentChoiceTests {
  /// Trainings with these ELBOs, whose clusters are those of `assignments`.
  private func candidate(_ components: Int, _ elbos: [Double], _ assignments: [[Int]]) -> ComponentChoice.Candidate {
    .init(components: components, elbos: elbos, assignments: assignments)
  }

  private let thirds = (0..<60).map { $0 / 20 }
  private let halves = (0..<60).map { $0 / 30 }
  private let collapsed = [Int](repeating: 0, count: 60)

  @Test("is that of stable clusters with the best held-out ELBO, and of equals the least")
  func chosen() {
    // Seeds divide one of the thirds elsewhere each time: scikit-learn's adjusted_rand_score is 0.8552 for the pair.
    let odd = (0..<60).map { $0 < 40 ? $0 / 20 : 2 + $0 % 2 }, late = (0..<60).map { $0 < 40 ? $0 / 20 : 2 + $0 / 50 }
    let four = candidate(4, [-9.9, -9.8], [odd, late])
    #expect(abs((four.stability ?? 0) - 0.8552) < 1e-3)
    let choice = ComponentChoice([
      four, candidate(2, [-14, -14.2], [halves, halves]), candidate(3, [-10, -10.1], [thirds, thirds.map { 2 - $0 }]),
      candidate(5, [-9.99, -10.2], [thirds, thirds]),
    ])
    #expect(choice.candidates.map(\.components) == [2, 3, 4, 5])
    #expect(choice.chosen?.components == 3 && choice.chosen?.stability == 1)
    #expect(choice.chosen?.shares == [1.0 / 3, 1.0 / 3, 1.0 / 3])
    #expect(abs((choice.chosen?.spread.mean ?? 0) + 10.05) < 1e-12)
    #expect(abs((choice.chosen?.spread.deviation ?? 0) - 0.005.squareRoot()) < 1e-12)
  }

  @Test("is none if all examples are in one component, on which seeds agree for no reason")
  func collapse() {
    let all = candidate(4, [-1, -1], [collapsed, collapsed]), none = candidate(3, [], [])
    #expect(ComponentChoice([all, none]).chosen == nil && all.stability == 1 && none.stability == nil)
    let divided = candidate(3, [-5, -5], [thirds, thirds])
    #expect(ComponentChoice([all, divided, candidate(2, [-4], [halves])]).chosen?.components == 3)
  }

  @Test("components that count as one keep their own names until they are named together")
  func notes() {
    var notes = ComponentNotes()
    notes.rename(4, "late")
    notes.merge([4, 2])
    #expect(notes.label(of: 2) == "late" && notes.name(of: 4) == "late" && notes.mixtureLabel(of: 2) == "2 of late")
    notes.merge([7, 4])
    #expect(notes.members(of: 7) == [2, 4, 7] && notes.representative(of: 7) == 2 && notes.groups == [4: 2, 7: 2])
    #expect(notes.counted(of: 8) == [0, 1, 2, 3, 5, 6])
    notes.merge([1, 7])
    #expect(notes.groups == [2: 1, 4: 1, 7: 1])
    notes.rename(7, "")
    #expect(notes.names.isEmpty && notes.label(of: 4) == "1 + 2 + 4 + 7" && notes.label(of: 0) == "0")
    notes.split(4)
    #expect(notes.groups.isEmpty && notes == ComponentNotes())
  }
}
