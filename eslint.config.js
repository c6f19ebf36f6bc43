import js from '@eslint/js'
import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

export default defineConfig(
  globalIgnores([
    'server/src/platform/database/generated/',
    'data/',
    '**/dist/',
    '**/dist.*/',
    'coverage/',
    'scanner-web/src/api/types.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A contract's methods and a follower's handlers are async by their interface, whether they wait or not.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // `read<T>(key)` names the type of a record that was parsed when it was written.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // GS1 element strings hold the separator \x1d.
      'no-control-regex': 'off',
      // `const { a, b } = x` may take one that changes.
      'prefer-const': ['error', { destructuring: 'all' }],
      eqeqeq: ['error', 'always'],
    },
  },
  {
    files: ['scanner-web/**/*.tsx', 'scanner-web/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      // The router is sent elsewhere by what a loader throws.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: nodeGlobals() },
    extends: [tseslint.configs.disableTypeChecked],
  },
)

function nodeGlobals() {
  const names = [
    'process',
    'console',
    'fetch',
    'setTimeout',
    'setInterval',
    'clearInterval',
    'clearTimeout',
    'URL',
    'Buffer',
  ]
  const commonJs = ['require', 'module', 'exports', '__dirname']
  return Object.fromEntries([...names, ...commonJs].map((name) => [name, 'readonly']))
}
