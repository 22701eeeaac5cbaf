import { defineConfig } from 'vite'
import { leaveOut } from './.setup/leaveOut.ts'

/**
 * The page that the desktop program shows from its own files when there is no server. A classic script: pages from
 * files may not load modules.
 */
export default defineConfig({
  root: 'renderer/recovery',
  publicDir: 'public',
  cacheDir: '../../node_modules/.vite',
  plugins: [leaveOut(/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/)],
  build: {
    outDir: '../../dist/main/recovery',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: 'renderer/recovery/recovery.ts',
      output: { format: 'iife', entryFileNames: 'recovery.js', codeSplitting: false },
    },
  },
})
