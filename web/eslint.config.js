import jsxA11y from "eslint-plugin-jsx-a11y";
import tseslint from "typescript-eslint";

const LINE = { code: 120, ignoreUrls: true };

const size = {
  "max-len": ["error", LINE],
  "max-lines": ["error", 600],
  "max-lines-per-function": ["error", 70],
};

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/shared/protocol.gen.ts"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ["./tsconfig.json", "./tsconfig.sw.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...size,
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["**/*.mjs", "**/*.js"],
    rules: { ...size, "no-unused-vars": "error", "no-undef": "off", eqeqeq: "error" },
  },
  // A sentence, like a drawing, stays in one piece: that is how it is searched for.
  {
    files: ["src/**/lang/**", "src/**/glyphs.ts"],
    rules: { "max-len": ["error", { ...LINE, ignoreStrings: true, ignoreTemplateLiterals: true }] },
  },
  { files: ["**/*.test.ts"], rules: { "max-lines-per-function": "off" } },
  {
    files: ["**/*.tsx"],
    ...jsxA11y.flatConfigs.recommended,
    rules: { ...jsxA11y.flatConfigs.recommended.rules, "max-lines": ["error", 150] },
  },
);
