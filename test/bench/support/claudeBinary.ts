import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './product.ts'

/** The Claude Code that is measured: HOMEPORT_CLAUDE_PATH, else the pinned package. @throws Error when there is none. */
export function claudeBinary(): string {
  const program = process.platform === 'win32' ? 'claude.exe' : 'claude'
  const packaged = path.join(
    root,
    `node_modules/@anthropic-ai/claude-code-${process.platform}-${process.arch}`,
    program,
  )
  const binary = process.env['HOMEPORT_CLAUDE_PATH'] ?? packaged
  if (!existsSync(binary)) {
    throw new Error(`There is no Claude Code at ${binary}. Install the packages, or name one in HOMEPORT_CLAUDE_PATH.`)
  }
  return binary
}
