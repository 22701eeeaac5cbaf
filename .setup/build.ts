import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

await rm(`${root}/dist/server`, { recursive: true, force: true })
await rm(`${root}/dist/main`, { recursive: true, force: true })
await build({ configFile: `${root}/vite.server.config.ts`, logLevel: 'warn' })
await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' })
