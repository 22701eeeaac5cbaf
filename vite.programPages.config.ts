import { defineConfig } from 'vite'
import { leaveOut } from './.setup/leaveOut.ts'

/**
 * The pages that the desktop program brings itself (main/windows/programPages.ts); which one is the mode: `--mode recovery` is
 * shown when there is no server, `--mode find` is the field for finding text.
 */
export default defineConfig(({ mode }) => ({
  root: `renderer/program/${mode}`,
  publicDir: 'public',
  cacheDir: '../../../node_modules/.vite',
  plugins: [leaveOut(/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/)],
  build: {
    outDir: `../../../dist/main/pages/${mode}`,
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: `renderer/program/${mode}/${mode}.ts`,
      output: { format: 'iife', entryFileNames: `${mode}.js`, codeSplitting: false },
    },
  },
}))
