import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { root } from '#test/house/sourceTree.ts'

const Steps = z.object({
  jobs: z.record(
    z.string(),
    z.object({ steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })) }),
  ),
})

/** The script of a workflow's step, as it stands there. @throws Error when there is none of that name. */
export function scriptOf(workflow: string, step: string): string {
  const text = readFileSync(path.join(root, '.github/workflows', workflow), 'utf8')
  const steps = Object.values(Steps.parse(parse(text)).jobs).flatMap((job) => job.steps)
  const script = steps.find(({ name }) => name === step)?.run
  if (script === undefined) {
    throw new Error(`${workflow} has no step "${step}" with a script.`)
  }
  return script
}

/** Runs a step's script as GitHub does (`shell: bash`), in a folder; `programs` stand in for what it calls. */
export function runScript(
  script: string,
  place: { folder: string; env?: Record<string, string>; programs?: Readonly<Record<string, string>> },
): SpawnSyncReturns<string> {
  const bin = path.join(place.folder, '.bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, body] of Object.entries(place.programs ?? {})) {
    writeFileSync(path.join(bin, name), `#!/bin/bash\n${body}\n`)
    chmodSync(path.join(bin, name), 0o755)
  }
  const file = path.join(bin, 'step.sh')
  writeFileSync(file, script)
  return spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', file], {
    cwd: place.folder,
    encoding: 'utf8',
    env: { PATH: `${bin}:${process.env['PATH']}`, ...place.env },
  })
}
