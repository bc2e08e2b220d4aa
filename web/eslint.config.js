// Lint of the console. The import rules are the front-end's arrows: lib <- components <-
// features <- app,
// and a feature never imports another one.
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noParents = { group: ['../*'], message: 'Use @/ for another folder; folders are flat.' };

function forbid(folder, groups) {
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noParents, { group: groups, message: `not allowed from src/${folder}` }] },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'src/lib/api-types.ts'] },
  ...tseslint.configs.recommended,
  reactHooks.configs.flat.recommended,
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', 500],
      'no-restricted-globals': [
        'error',
        { name: 'parseFloat', message: 'Money is text; see lib/money.ts.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
      ],
    },
  },
  forbid('lib', ['@/components/*', '@/features/*', '@/app/*']),
  forbid('components', ['@/features/*', '@/app/*']),
  forbid('features', ['@/features/*', '@/app/*']),
);
