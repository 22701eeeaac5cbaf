import { defineConfig } from 'vite'

/**
 * The server processes and Electron's main process: Node programs, everything bundled for a fast start except what
 * holds native code, and Electron itself. Code that two entries share lies in `chunks`, one folder below them
 * (server/platform/processes/entryPoints.ts counts on that).
 */
export default defineConfig({
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: {
    target: 'node',
    noExternal: true,
    external: ['better-sqlite3', 'keytar', '@lydell/node-pty', '@parcel/watcher', '@vscode/ripgrep', 'electron'],
  },
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    target: 'node22',
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      input: {
        'server/cli': 'server/cli.ts',
        'server/gateway': 'server/gateway/entry.ts',
        'server/host': 'server/host/entry.ts',
        'server/history': 'server/host/history/indexer/entry.ts',
        'server/changes': 'server/host/workspaces/checkpoints/keeping/entry.ts',
        'main/main': 'main/main.ts',
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'server/chunks/[name]-[hash].js' },
    },
  },
})
