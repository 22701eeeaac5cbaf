import { defineConfig } from 'vite'

/**
 * The script that Electron runs sandboxed beside the page: one CommonJS file that requires nothing but Electron, since
 * a sandboxed preload can load nothing else (test/main/bridge/preload.test.ts).
 */
export default defineConfig({
  ssr: { target: 'node', noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node22',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { preload: 'main/bridge/preload.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
})
