import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
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
const WAIT = { timeout: 30_000, interval: 100 }

/** WebKit is what Safari is made of. */
const engines = [
  { name: 'Firefox', isHere: firefox !== null, start: () => openFirefox(firefox ?? '', PHONE) },
  {
    name: 'WebKit',
    isHere: webkit !== null,
    start: () => openWebkit(webkit ?? { driver: '', browser: '', screen: '' }, PHONE),
  },
]

let server: TestServer

beforeAll(async () => {
  server = await startServer()
})

afterAll(() => server.close())

describe.each(engines.filter(({ isHere }) => isHere))('$name', { timeout: 120_000 }, ({ name, start }) => {
  let engine: Engine

  beforeAll(async () => {
    engine = await start()
    await engine.open(await server.signInLink())
    await sees(engine, 'Connected')
  }, 60_000)

  afterAll(() => engine.close())

  test('a message is sent, an approval allowed, an answer read and found again after a reload', async () => {
    const { id, folder } = await sessionIn(`${name}-talk`)
    await at(engine, `/session/${id}`)
    await typesInto(engine, {
      selector: '[aria-label="Message to Claude"]',
      text: `@tool Write {"file_path": "${folder}/boat.txt", "content": "x"}`,
    })
    await presses(engine, 'Send')
    await presses(engine, 'Allow once')
    await sees(engine, 'Done.')
    expect(existsSync(path.join(folder, 'boat.txt'))).toBe(true)
    await at(engine, `/session/${id}`)
    await sees(engine, 'Done.')
    await fits(engine)
    await at(engine, '/')
    await sees(engine, `Work in ${name}-talk`)
    await fits(engine)
  })

  test('a file is opened in the editor, changed and saved', async () => {
    const { id, folder } = await sessionIn(`${name}-files`)
    await at(engine, `/session/${id}/files`)
    await sees(engine, 'harbour')
    await presses(engine, 'boat.txt', '[role="treeitem"]')
    await sees(engine, 'A boat.')
    await typesInto(engine, { selector: '.cm-content', text: 'Blue. ' })
    await sees(engine, 'Not saved')
    await fits(engine)
    await presses(engine, 'Save')
    await vi.waitFor(() => expect(readFileSync(path.join(folder, 'boat.txt'), 'utf8')).toContain('Blue.'), WAIT)
    await at(engine, `/session/${id}/files/boat.txt`)
    await sees(engine, 'Blue. A boat.')
  })

  test('what was changed is read as a diff and committed', async () => {
    const { id, folder } = await sessionIn(`${name}-changes`)
    writeFileSync(path.join(folder, 'boat.txt'), 'A blue boat.\n')
    await at(engine, `/session/${id}/changes`)
    await presses(engine, 'Uncommitted')
    await sees(engine, 'boat.txt')
    await sees(engine, 'A blue boat.')
    await fits(engine)
    await typesInto(engine, { selector: '[aria-label="Commit message"]', text: 'Paint the boat' })
    await presses(engine, 'Commit all')
    await sees(engine, 'Everything is committed.')
    expect(git(folder, 'log', '-1', '--format=%s').trim()).toBe('Paint the boat')
  })

  test('a shell is opened, typed into, and its screen is there again after a reload', async () => {
    const { id } = await sessionIn(`${name}-shell`)
    await at(engine, `/session/${id}/terminal`)
    await presses(engine, 'Open terminal')
    // Its size is known to both ends.
    await sees(engine, ' × ')
    await typesInto(engine, { selector: '.xterm-helper-textarea', text: 'echo out-$((6*7))\n' })
    await sees(engine, 'out-42')
    await fits(engine)
    await at(engine, `/session/${id}/terminal`)
    await sees(engine, 'out-42')
    expect(await engine.evaluate(textOf('.xterm-rows'))).toContain('echo out-$((6*7))')
  })

  test('a session is found by its name, from anywhere', async () => {
    await sessionIn(`${name}-lighthouse`)
    await at(engine, '/')
    await presses(engine, 'Search')
    await typesInto(engine, { selector: 'dialog [role="combobox"]', text: `${name}-lighthouse` })
    await vi.waitFor(
      async () => expect(await engine.evaluate(textOf('[role="option"]'))).toContain(`${name}-lighthouse`),
      WAIT,
    )
    await engine.types('\n')
    await has(engine, '[aria-label="Message to Claude"]')
    expect(await engine.evaluate('document.title')).toContain(`Work in ${name}-lighthouse`)
  })

  test.each([
    ['/approvals', 'Needs you'],
    ['/tasks', 'New task'],
    ['/usage', 'Budgets'],
    ['/panel', 'Storage and vault'],
    ['/settings/appearance', 'Theme'],
    ['/new', 'What should Claude do?'],
  ])('%s is drawn and is no wider than the screen', async (place, words) => {
    await at(engine, place)
    await sees(engine, words)
    expect(await overflow(engine)).toBe(0)
  })
})

/** A session in a repository of its own with two files, all committed. */
async function sessionIn(name: string): Promise<{ readonly id: string; readonly folder: string }> {
  const folder = server.folder(name)
  git(folder, 'init', '--quiet')
  git(folder, 'config', 'user.name', 'A person')
  git(folder, 'config', 'user.email', 'person@example.com')
  mkdirSync(path.join(folder, 'harbour'))
  writeFileSync(path.join(folder, 'boat.txt'), 'A boat.\n')
  writeFileSync(path.join(folder, 'harbour/quay.txt'), 'A quay.\n')
  git(folder, 'add', '.')
  git(folder, 'commit', '--quiet', '--message', 'A boat')
  const { id } = await server.program.createSession(folder, { name: `Work in ${name}` })
  return { id, folder }
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', windowsHide: true })
}

function at(engine: Engine, place: string): Promise<void> {
  return engine.open(new URL(place, server.info.local_url).href)
}

async function sees(engine: Engine, words: string): Promise<void> {
  await vi.waitFor(async () => expect(await engine.evaluate(textOf('body, .cm-content'))).toContain(words), WAIT)
}

async function has(engine: Engine, selector: string): Promise<void> {
  const count = `${all(selector)}.length`
  await vi.waitFor(async () => expect([selector, await engine.evaluate(count)]).not.toEqual([selector, 0]), WAIT)
}

/** As a finger does, on what has that name, as soon as it can be pressed. */
async function presses(engine: Engine, name: string, what = 'button:enabled'): Promise<void> {
  const found = `${all(what)}.find((one) => (one.ariaLabel ?? one.innerText.trim().split('\\n')[0]) === ${JSON.stringify(name)})`
  await vi.waitFor(
    async () => expect([name, await engine.evaluate(`${found} !== undefined`)]).toEqual([name, true]),
    WAIT,
  )
  await engine.evaluate(`${found}.click()`)
}

/** Clicks into the beginning of it, and presses the keys of the text. */
async function typesInto(engine: Engine, { selector, text }: { selector: string; text: string }): Promise<void> {
  await has(engine, selector)
  const { x, y } = await engine.evaluate<{ x: number; y: number }>(
    `(({ x, y, height }) => ({ x: x + 8, y: y + Math.min(height / 2, 12) }))(${all(selector)}[0].getBoundingClientRect())`,
  )
  await engine.clicks(x, y)
  await engine.types(text)
}

/** Nothing stands out at the side. */
async function fits(engine: Engine): Promise<void> {
  expect(await overflow(engine)).toBe(0)
}

function overflow(engine: Engine): Promise<number> {
  return engine.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)')
}

function textOf(selector: string): string {
  return `${all(selector)}.map((one) => one.innerText).join('\\n')`
}

/** All such elements, as an expression; the editor's too, which has a style of its own and so a tree of its own. */
function all(selector: string): string {
  const into = '[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot === null ? [] : look(one.shadowRoot))'
  return `(function look(root) { return [...root.querySelectorAll(${JSON.stringify(selector)}), ...${into}] })(document)`
}
