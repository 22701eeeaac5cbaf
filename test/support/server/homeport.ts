import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../../..')
const build = createRequire(import.meta.url)('../../../.setup/build.cjs') as { readonly isBuilt: () => boolean }

/** Whether `dist` was made from the sources of the checkout, as it is in `npm test`. Looked at once: it reads them all. */
export const isBuilt = build.isBuilt()

/**
 * The file of the program `homeport`: as it is shipped, which starts at two thirds of the processor time; that of the checkout's
 * source where `dist` was made from other sources.
 */
export const homeportFile = path.join(root, isBuilt ? 'dist/server/cli.js' : 'server/cli.ts')
