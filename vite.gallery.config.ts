import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { diagramFrame } from './.setup/diagramFrame.ts'

/** The gallery alone, for its test. `npm run dev` serves it from its sources; `vite.config.ts`, which ships, does not know it. */
export default defineConfig({
  root: 'renderer',
  publicDir: 'public',
  cacheDir: '../node_modules/.vite',
  plugins: [react(), tailwindcss(), diagramFrame()],
  worker: { format: 'es' },
  build: {
    emptyOutDir: true,
    target: 'baseline-widely-available',
    rolldownOptions: { input: 'renderer/gallery/index.html' },
    reportCompressedSize: false,
  },
})
