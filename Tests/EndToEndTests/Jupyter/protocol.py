"""The kernel as jupyter_kernel_test and a client of our own see it."""

import time
import unittest

import jupyter_kernel_test


class Protocol(jupyter_kernel_test.KernelTests):
    kernel_name = "gmvae"
    language_name = "gmvae"
    file_extension = ".gmv"
    code_hello_world = 'print "hello, world"'
    code_stderr = "train 1 epoch watch=latents"
    completion_samples = [
        {"text": "load ar", "matches": {"arcs"}},
        {"text": "desc", "matches": {"describe"}},
        {"text": "# é😀\ntrain 5 epochs la", "matches": {"lambda="}},
    ]
    complete_code_samples = ["1", "load arcs", "for i in 1...3 { print i }"]
    incomplete_code_samples = ["for i in 1...3 {", "print (1 +"]
    invalid_code_samples = ["for for", "print )"]
    code_generate_error = 'load csv "nothing.csv"'
    code_execute_result = [{"code": "1 + 2", "result": "3"}, {"code": "6 * 7", "result": "42"}]
    code_display_data = [
        {"code": "plot data", "mime": "image/png"},
        {"code": "plot history", "mime": "image/svg+xml"},
        {"code": "describe data", "mime": "text/html"},
        {"code": "plot latents", "mime": "text/html"},
    ]
    code_inspect_sample = "plot latents"
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        ready = "load arcs count=400; model hidden=20; train 1 epoch"
        cls.kc.execute_interactive(ready, output_hook=lambda message: None)

    def ask(self, send, *arguments):
        self.flush_channels()
        send(*arguments)
        return self.get_non_kernel_info_reply(timeout=10)["content"]

    def test_an_interrupt_keeps_the_model_and_aborts_what_waits(self):
        self.flush_channels()
        before = time.time()
        self.kc.execute("train 100000 epochs")
        while self.kc.get_iopub_msg(timeout=20)["msg_type"] != "update_display_data":
            pass
        self.kc.execute("print 1")
        self.km.interrupt_kernel()
        stopped = self.get_non_kernel_info_reply(timeout=10)["content"]
        self.assertEqual((stopped["status"], stopped["ename"]), ("error", "Interrupted"))
        self.assertIn("the model is kept as trained so far", stopped["evalue"])
        self.assertEqual(self.get_non_kernel_info_reply(timeout=10)["content"], {"status": "aborted"})
        self.flush_channels()
        _, outputs = self.execute_helper("model.epoch > 1")
        self.assertEqual(outputs[0]["content"]["data"]["text/plain"], "true")
        self.assertLess(time.time() - before, 60)

    def test_an_error_has_a_caret_and_a_way_out(self):
        self.flush_channels()
        reply, _ = self.execute_helper("model\ntrian 5 epochs")
        self.assertEqual(reply["content"]["ename"], "SyntaxError")
        text = "\n".join(reply["content"]["traceback"])
        self.assertRegex(text, r"cell \d+:2:1: ")
        self.assertIn("^", text)
        self.assertIn("did you mean 'train'?", text)

    def test_places_are_counted_in_code_points(self):
        code = 'print "é😀"; load ar'
        content = self.ask(self.kc.complete, code, len(code))
        self.assertEqual((content["cursor_start"], content["cursor_end"]), (len(code) - 2, len(code)))
        content = self.ask(self.kc.complete, 'print "é😀"; load ar', 3)
        self.assertEqual((content["matches"], content["cursor_start"]), (["print"], 0))

    def test_an_option_is_explained(self):
        content = self.ask(self.kc.inspect, "train 5 epochs lambda=1.5", 17)
        self.assertIn("minimum information constraint", content["data"]["text/plain"])
        content = self.ask(self.kc.inspect, "hello", 2)
        self.assertEqual((content["found"], content["data"]), (False, {}))

    def test_progress_and_a_watched_figure_are_replaced(self):
        self.flush_channels()
        _, outputs = self.execute_helper("train 3 epochs watch=latents")
        pictures = [o for o in outputs if "image/png" in o["content"].get("data", {})]
        self.assertEqual([p["msg_type"] for p in pictures], ["display_data"] + 3 * ["update_display_data"])
        self.assertEqual(len({p["content"]["transient"]["display_id"] for p in pictures}), 1)
        told = [o for o in outputs if "epoch " in o["content"].get("data", {}).get("text/plain", "")]
        self.assertGreater(len(told), 0)

    def test_the_scatter_needs_no_network(self):
        self.flush_channels()
        _, outputs = self.execute_helper("plot latents color=component")
        html = outputs[0]["content"]["data"]["text/html"]
        self.assertIn('sandbox="allow-scripts allow-downloads"', html)
        self.assertNotIn("src=&quot;http", html)
        self.assertIn("content=&quot;default-src", html)

    def test_expressions_beside_a_cell_have_values(self):
        self.flush_channels()
        self.kc.execute("let a = 2", user_expressions={"good": "a * 3", "bad": "nothing + 1"})
        values = self.get_non_kernel_info_reply(timeout=10)["content"]["user_expressions"]
        self.assertEqual(values["good"]["data"]["text/plain"], "6")
        self.assertEqual(values["bad"]["status"], "error")

    def test_a_silent_cell_shows_nothing_and_does_not_count(self):
        self.flush_channels()
        before, _ = self.execute_helper("1")
        self.flush_channels()
        self.kc.execute("print 1", silent=True)
        self.get_non_kernel_info_reply(timeout=10)
        types = [self.kc.get_iopub_msg(timeout=5)["msg_type"] for _ in range(2)]
        self.assertEqual(types, ["status", "status"])
        after, _ = self.execute_helper("1")
        self.assertEqual(after["content"]["execution_count"], before["content"]["execution_count"] + 1)

    def test_control_answers_while_a_cell_runs(self):
        self.flush_channels()
        self.kc.execute("train 100000 epochs")
        while self.kc.get_iopub_msg(timeout=20)["msg_type"] != "update_display_data":
            pass
        channel = self.kc.control_channel
        channel.send(self.kc.session.msg("kernel_info_request"))
        self.assertEqual(self.kc.get_control_msg(timeout=5)["content"]["implementation"], "gmvae")
        channel.send(self.kc.session.msg("interrupt_request"))
        self.assertEqual(self.kc.get_control_msg(timeout=5)["content"]["status"], "ok")
        self.assertEqual(self.get_non_kernel_info_reply(timeout=10)["content"]["ename"], "Interrupted")


if __name__ == "__main__":
    unittest.main()
