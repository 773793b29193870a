import Testing

@Suite("What is said while a program runs, whole")
struct RunningMessageTests {
  @Test("a wrong text is answered with the whole message", arguments: cases)
  func message(wrong: WrongText) {
    #expect(Session().message(wrong.text) == wrong.message)
  }

  static let cases = [
    WrongText(
      "print 1 / 0",
      #"""
      test.gmv:1:11: error: division by zero
        print 1 / 0
                  ^
        check the divisor first: if n != 0 { … }
      """#),
    WrongText(
      "print elbo.x",
      #"""
      test.gmv:1:12: error: a number has no fields, so no 'x'
        print elbo.x
                   ^
        fields belong to records, such as a in: let a = compute accuracy
      """#),
    WrongText(
      "print data.count",
      #"""
      test.gmv:1:7: error: 'data' has no value yet
        print data.count
              ^~~~
        load some first: load arcs
      """#),
    WrongText(
      "let a = compute accuracy; print a.puritty",
      #"""
      test.gmv:1:35: error: unknown field 'puritty'
        let a = compute accuracy; print a.puritty
                                          ^~~~~~~
        fields of accuracy: prototype, purity, nmi      did you mean 'purity'?
      """#),
    WrongText(
      #"let a = compute accuracy; expect a.purity >= 0.95, "purity too low""#,
      #"""
      test.gmv:1:34: error: expectation not met: purity too low
        let a = compute accuracy; expect a.purity >= 0.95, "purity too low"
                                         ^~~~~~~~~~~~~~~~
        a.purity is 0.93
      """#),
    WrongText(
      "let a = compute accuracy; expect a.purity > a.nmi and a.purity > 1",
      #"""
      test.gmv:1:34: error: expectation not met: a.purity > a.nmi and a.purity > 1
        let a = compute accuracy; expect a.purity > a.nmi and a.purity > 1
                                         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
        a.purity is 0.93
        a.nmi is 0.88
        a.purity is 0.93
      """#),
    WrongText(
      "expect 1",
      #"""
      test.gmv:1:8: error: 'expect' needs true or false, not a number
        expect 1
               ^
        compare it, as in: a > 0
      """#),
    WrongText(
      "for k in 5 { print k }",
      #"""
      test.gmv:1:10: error: 'for' needs a range, a list or a table, not a number
        for k in 5 { print k }
                 ^
        write: for k in 0..<5 { … }
      """#),
    WrongText(
      "if 1 { print 2 }",
      #"""
      test.gmv:1:4: error: 'if' needs true or false, not a number
        if 1 { print 2 }
           ^
        compare it, as in: a > 0
      """#),
    WrongText(
      "repeat -1 { }",
      #"""
      test.gmv:1:8: error: 'repeat' needs a whole number that is not negative, not -1
        repeat -1 { }
               ^~
        write: repeat 3 { … }
      """#),
    WrongText(
      "print sqrt(-1)",
      #"""
      test.gmv:1:7: error: 'sqrt' has no value for -1
        print sqrt(-1)
              ^~~~~~~~
        sqrt(a): the square root
      """#),
    WrongText(
      "print [1,2,3][3]",
      #"""
      test.gmv:1:15: error: there is no element 3
        print [1,2,3][3]
                      ^
        the first is 0, the last 2
      """#),
    WrongText(
      #"print 1 + "a""#,
      #"""
      test.gmv:1:7: error: '+' cannot add a number and a text
        print 1 + "a"
              ^~~~~~~
        insert a value into a text like this: "count: \(n)"
      """#),
    WrongText(
      "print 10 ** 400",
      #"""
      test.gmv:1:7: error: the result is too large for a number
        print 10 ** 400
              ^~~~~~~~~
        computed from 10 and 400
        the largest number is about 1.8e308; compute with logarithms instead
      """#),
    WrongText(
      "print not 5",
      #"""
      test.gmv:1:11: error: 'not' needs true or false, not a number
        print not 5
                  ^
        compare it, as in: a > 0
      """#),
    WrongText(
      #"print "x" < 5"#,
      #"""
      test.gmv:1:7: error: '<' cannot compare a text with a number
        print "x" < 5
              ^~~~~~~
        it compares two numbers or two texts
      """#),
    WrongText(
      #"print "a" in 5"#,
      #"""
      test.gmv:1:7: error: 'in' cannot look for a text in a number
        print "a" in 5
              ^~~~~~~~
        it looks in a list, for a number in a range, or for a text in a text
      """#),
    WrongText(
      "print true + 1",
      #"""
      test.gmv:1:7: error: '+' needs numbers, not true or false
        print true + 1
              ^~~~
        numbers are written like 12, 0.5 or 1e-4
      """#),
    WrongText(
      "help trian",
      #"""
      test.gmv:1:6: error: no help on 'trian'
        help trian
             ^~~~~
        known: load, describe, model, choose, train, sweep, snapshot, restore, snapshots, compare, animate, evaluate, compute, accuracy, sample, walk, …      did you mean 'train'?
        help lists the commands
      """#),
    WrongText(
      "source nofile.gmv",
      #"""
      test.gmv:1:8: error: no file 'nofile.gmv'
        source nofile.gmv
               ^~~~~~~~~~
        check the path
      """#),
    WrongText(
      "define probe k { probe k }; probe 1",
      #"""
      test.gmv:1:18: error: scripts and definitions call one another too deeply
        define probe k { probe k }; probe 1
                         ^~~~~
        does 'probe' call itself without an end?
      """#),
  ]
}
