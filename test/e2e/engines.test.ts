import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import type { Engine } from '#test/support/browser/engines/engine.ts'
import { findFirefox, openFirefox } from '#test/support/browser/engines/firefox.ts'
import { findWebkit, openWebkit } from '#test/support/browser/engines/webkit.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

const firefox = findFirefox()
const webkit = findWebkit()
const missing = [...(firefox === null ? ['Firefox'] : []), ...(webkit === null ? ['WebKit'] : [])]
if (missing.length > 0) {
  process.stderr.write(
    `\nNOT TESTED: ${missing.join(' and ')} not found. Debian, Ubuntu: apt-get install firefox-esr webkit2gtk-driver xvfb\n\n`,
  )
}

const PHONE = { width: 430, height: 900 }

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

test.runIf(firefox !== null)('Firefox goes the main path', { timeout: 180_000 }, async () => {
  const engine = await openFirefox(firefox ?? '', PHONE)
  onTestFinished(() => engine.close())
  expect(await mainPath('firefox', engine)).toEqual({ isWritten: true, overflow: 0 })
  expect(await workPath('firefox', engine)).toEqual(worked)
})

test.runIf(webkit !== null)('WebKit, which Safari is made of, goes the main path', { timeout: 180_000 }, async () => {
  const engine = await openWebkit(webkit ?? { driver: '', browser: '', screen: '' }, PHONE)
  onTestFinished(() => engine.close())
  expect(await mainPath('webkit', engine)).toEqual({ isWritten: true, overflow: 0 })
  expect(await workPath('webkit', engine)).toEqual(worked)
})

/** Signed in by a link, a new session in a known folder, an approval allowed, an answer read, found again after a reload. */
async function mainPath(name: string, engine: Engine): Promise<object> {
  const folder = server.folder(name)
  const known = await server.program.createSession(folder, { name: 'The first one' })
  await engine.open(await server.signInLink())
  await sees(engine, 'The first one')

  await engine.open(new URL(`/session/${known.id}`, server.info.local_url).href)
  await has(engine, '[aria-label="Message to Claude"]')
  await engine.evaluate('document.querySelector(\'[aria-label="Message to Claude"]\').focus()')
  await engine.types(`@tool Write {"file_path": "${folder}/by-${name}.txt", "content": "x"}`)
  await presses(engine, 'Send')
  await presses(engine, 'Allow once')
  await sees(engine, 'Done.')
  const isWritten = existsSync(path.join(folder, `by-${name}.txt`))

  await engine.open(new URL(`/session/${known.id}`, server.info.local_url).href)
  await sees(engine, 'Done.')
  await engine.open(new URL('/', server.info.local_url).href)
  await sees(engine, 'The first one')
  return {
    isWritten,
    overflow: await engine.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)'),
  }
}

const worked = { isSaved: true, commits: 2, isTaskKept: true, overflow: 0 }

/** Files are edited and committed, a shell runs, approvals, tasks and usage are looked at and one task is made. */
async function workPath(name: string, engine: Engine): Promise<object> {
  const folder = server.folder(`${name}-work`)
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', windowsHide: true })
  git('init', '--quiet')
  git('config', 'user.name', 'A person')
  git('config', 'user.email', 'person@example.com')
  writeFileSync(path.join(folder, 'boat.txt'), 'A boat.\n')
  git('add', '.')
  git('commit', '--quiet', '--message', 'A boat')
  const { id } = await server.program.createSession(folder, { name: `Work in ${name}` })
  const at = (place: string) => engine.open(new URL(place, server.info.local_url).href)
  let overflow = 0
  const measure = async () => {
    overflow += await engine.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)')
  }

  await at(`/session/${id}/files/boat.txt`)
  await has(engine, '.cm-content')
  await sees(engine, 'A boat.')
  await engine.evaluate("document.querySelector('.cm-content').focus()")
  await engine.types('Blue. ')
  await sees(engine, 'Not saved')
  await measure()
  await presses(engine, 'Save')
  const file = path.join(folder, 'boat.txt')
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('Blue.'), { timeout: 20_000, interval: 100 })

  await at(`/session/${id}/changes`)
  await presses(engine, 'Uncommitted')
  await sees(engine, 'boat.txt')
  await measure()
  await has(engine, '[aria-label="Message of the commit"]')
  await engine.evaluate('document.querySelector(\'[aria-label="Message of the commit"]\').focus()')
  await engine.types('A blue boat')
  await presses(engine, 'Commit all')
  await sees(engine, 'Everything is committed.')

  await at(`/session/${id}/terminal`)
  await presses(engine, 'Open terminal')
  await has(engine, '.xterm-helper-textarea')
  await sees(engine, ' × ')
  await engine.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
  await engine.types('echo out-$((6*7))\n')
  await sees(engine, 'out-42')
  await measure()

  await at('/approvals')
  await sees(engine, 'Allowed by')
  await measure()
  await at('/tasks')
  await presses(engine, 'New task')
  for (const [label, words] of [
    ['Name', `Every day in ${name}`],
    ['Folder', folder],
    ['Prompt', '@text Done.'],
  ] as const) {
    await focusField(engine, label)
    await engine.types(words)
  }
  await measure()
  await presses(engine, 'Save')
  await sees(engine, `Every day in ${name}`)
  const { tasks } = await server.program.call<{ tasks: { name: string }[] }>('GET', '/api/tasks')
  await at('/usage')
  await sees(engine, 'Budgets')
  await measure()
  return {
    isSaved: readFileSync(file, 'utf8').includes('Blue.'),
    commits: Number(git('rev-list', '--count', 'HEAD').trim()),
    isTaskKept: tasks.some((task) => task.name === `Every day in ${name}`),
    overflow,
  }
}

/** The field whose label begins so. */
async function focusField(engine: Engine, label: string): Promise<void> {
  const find = `[...document.querySelectorAll('label')].find((one) => one.innerText.trim().startsWith(${JSON.stringify(label)}))?.querySelector('input, textarea')`
  await vi.waitFor(async () => expect(await engine.evaluate(`${find} != null`)).toBe(true), {
    timeout: 20_000,
    interval: 100,
  })
  await engine.evaluate(`${find}.focus()`)
}

async function sees(engine: Engine, words: string): Promise<void> {
  await vi.waitFor(async () => expect(await engine.evaluate<string>('document.body.innerText')).toContain(words), {
    timeout: 20_000,
    interval: 100,
  })
}

async function has(engine: Engine, selector: string): Promise<void> {
  const find = `document.querySelector(${JSON.stringify(selector)}) === null ? document.body.innerText : null`
  await vi.waitFor(
    async () => expect({ selector, instead: await engine.evaluate(find) }).toEqual({ selector, instead: null }),
    { timeout: 20_000, interval: 100 },
  )
}

/** As a finger does, on the button of that name. */
async function presses(engine: Engine, name: string): Promise<void> {
  const find = `[...document.querySelectorAll('button:enabled')].find((one) => (one.ariaLabel ?? one.innerText).trim() === ${JSON.stringify(name)})`
  await vi.waitFor(async () => expect(await engine.evaluate(`${find} !== undefined`)).toBe(true), {
    timeout: 20_000,
    interval: 100,
  })
  await engine.evaluate(`${find}.click()`)
}
