// What eslint asks of the page's program, beside the types that tsc checks; prettier sees to how it is set.

import js from "@eslint/js";
import globals from "globals";

const RULES = {
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-control-regex": "off", // texts of sheets hold such characters
  "no-implied-eval": "error",
  "no-new-func": "error",
  "no-var": "error",
  "prefer-const": "error",
  "require-yield": "off", // of work in slices some is done in one
};

export default [
  js.configs.recommended,
  { files: ["src/**/*.js"], languageOptions: { globals: globals.browser }, rules: RULES },
  {
    files: ["*.js", "test/**/*.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: RULES,
  },
];
