import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from './.setup/precompress.ts'
import { preloadPage } from './.setup/preloadPage.ts'

/** The page: any browser of the last two and a half years, nothing inline (the server's CSP forbids it). */
export default defineConfig({
  root: 'renderer',
  publicDir: 'public',
  cacheDir: '../node_modules/.vite',
  plugins: [react(), tailwindcss(), preloadPage('pages/SessionPage.tsx'), precompress()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
