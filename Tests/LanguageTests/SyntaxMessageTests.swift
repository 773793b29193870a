import Testing

@Suite("What the parser says to wrong texts, whole")
struct SyntaxMessageTests {
  @Test("a wrong text is answered with the whole message", arguments: cases)
  func message(wrong: WrongText) {
    #expect(Session().message(wrong.text) == wrong.message)
  }

  static let cases = [
    WrongText(
      "sweep lambda in [0, 1] runs=3",
      #"""
      test.gmv:1:30: error: expected '{' and the statements to repeat, not the end
        sweep lambda in [0, 1] runs=3
                                     ^
        write it like this: sweep lambda in [0, 1.5] runs=5 { model; train 60 epochs lambda=lambda }
      """#),
    WrongText(
      "sweep a in [1] a in [2] { model }",
      #"""
      test.gmv:1:16: error: 'a' is named twice
        sweep a in [1] a in [2] { model }
                       ^
        give all its values in one list
      """#),
    WrongText(
      "sweep a in [1] { repeat 2 { sweep b in [1] { model } } }",
      #"""
      test.gmv:1:1: error: a sweep within a sweep
        sweep a in [1] { repeat 2 { sweep b in [1] { model } } }
        ^~~~~
        name all settings in one: sweep a in [1, 2] b in [3, 4] { … }
      """#),
    WrongText(
      #"print "abc"#,
      #"""
      test.gmv:1:7: error: this text is never closed
        print "abc
              ^~~~
        close it with '"' on the same line
      """#),
    WrongText(
      "print (1 + 2",
      #"""
      test.gmv:1:7: error: this '(' is never closed
        print (1 + 2
              ^
        close it with ')'
      """#),
    WrongText(
      "print [1, 2",
      #"""
      test.gmv:1:7: error: this '[' is never closed
        print [1, 2
              ^
        close it with ']'
      """#),
    WrongText(
      "print 1 + ",
      #"""
      test.gmv:1:11: error: expected a value before the end
        print 1 + 
                  ^
        a value is a number, "text", a name, [a, list] or (a + b)
      """#),
    WrongText(
      "x = 5",
      #"""
      test.gmv:1:1: error: a variable is set with let
        x = 5
        ^
        write: let x = …
      """#),
    WrongText(
      "let = 5",
      #"""
      test.gmv:1:5: error: expected the name of a variable, not '='
        let = 5
            ^
        write it like this: let a = 1
      """#),
    WrongText(
      "let train = 5",
      #"""
      test.gmv:1:5: error: 'train' is a command and cannot be the name of a variable
        let train = 5
            ^~~~~
        choose another name, such as 'my_train'
      """#),
    WrongText(
      "let for = 5",
      #"""
      test.gmv:1:5: error: 'for' belongs to the language and cannot be the name of a variable
        let for = 5
            ^~~
        choose another name
      """#),
    WrongText(
      "for k 0..<3 { print k }",
      #"""
      test.gmv:1:7: error: expected 'in' after 'k', not '0'
        for k 0..<3 { print k }
              ^
        write: for k in 0..<3 { … }
      """#),
    WrongText(
      "for k in 0..<3 print k",
      #"""
      test.gmv:1:16: error: expected '{', not 'print'
        for k in 0..<3 print k
                       ^~~~~
        a block stands in braces: { … }
      """#),
    WrongText(
      "for k in 0..<3 {\n  print k",
      #"""
      test.gmv:1:16: error: this '{' is never closed
        for k in 0..<3 {
                       ^
        close it with '}'
      """#),
    WrongText(
      "}",
      #"""
      test.gmv:1:1: error: '}' without '{'
        }
        ^
        remove it, or open a block before it
      """#),
    WrongText(
      "print 1 < 2 < 3",
      #"""
      test.gmv:1:13: error: comparisons do not chain
        print 1 < 2 < 3
                    ^
        write: a < b and b < c
      """#),
    WrongText(
      "print 0..5",
      #"""
      test.gmv:1:8: error: unknown operator '..'
        print 0..5
               ^~
        write 0...9 with the end, or 0..<10 without it
      """#),
    WrongText(
      "print “abc”",
      #"""
      test.gmv:1:7: error: the character '“' means nothing here
        print “abc”
              ^
        texts stand in plain double quotes: "text"
      """#),
    WrongText(
      "print 5 && 6",
      #"""
      test.gmv:1:9: error: the character '&' means nothing here
        print 5 && 6
                ^
        write: a and b
      """#),
    WrongText(
      #"print "\q""#,
      #"""
      test.gmv:1:8: error: unknown escape in a text
        print "\q"
               ^~
        escapes: \n new line, \t tab, \" quote, \\ backslash, \u{e9} é, \(value)
      """#),
    WrongText(
      "print 5 5 )",
      #"""
      test.gmv:1:11: error: ')' without its opening bracket
        print 5 5 )
                  ^
        remove it, or open it before
      """#),
    WrongText(
      "train 50 epochs samples=(1 + )",
      #"""
      test.gmv:1:30: error: expected a value before ')'
        train 50 epochs samples=(1 + )
                                     ^
        a value is a number, "text", a name, [a, list] or (a + b)
      """#),
    WrongText(
      "print 1e999",
      #"""
      test.gmv:1:7: error: this number is too large
        print 1e999
              ^~~~~
        the largest is about 1.8e308
      """#),
    WrongText(
      "else { }",
      #"""
      test.gmv:1:1: error: 'else' without 'if'
        else { }
        ^~~~
        write: if a > 1 { … } else { … }
      """#),
    WrongText(
      "let x = 1 x",
      #"""
      test.gmv:1:11: error: expected the end of the statement, not 'x'
        let x = 1 x
                  ^
        statements are separated by a new line or ';'
      """#),
    WrongText(
      "train 50 epochs rate=",
      #"""
      test.gmv:1:17: error: 'rate=' has no value
        train 50 epochs rate=
                        ^~~~~
        write the value after '=': rate=…
      """#),
    WrongText(
      "train 50 epochs --rate=0.1",
      #"""
      test.gmv:1:17: error: options are written without dashes
        train 50 epochs --rate=0.1
                        ^~~~~~
        write: rate=…
      """#),
    WrongText(
      "sample all >",
      #"""
      test.gmv:1:12: error: expected a path after '>'
        sample all >
                   ^
        write: > figures/name.png
      """#),
    WrongText(
      "evaluate (",
      #"""
      test.gmv:1:11: error: expected a value before the end
        evaluate (
                  ^
        a value is a number, "text", a name, [a, list] or (a + b)
      """#),
  ]
}
