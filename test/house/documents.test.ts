import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { CA_PATH, PROFILE_PATH } from '#server/gateway/remote/config/caDownload.ts'
import { program } from '#server/cli/program.ts'
import { errorTable } from '#shared/errors.ts'
import { otherRoutes } from './documents/apiPage.ts'
import { decisionsFolder, readDecision, readDecisions } from './documents/decisionsIndex.ts'
import { documents, writtenDocument } from './documents/documents.ts'
import { errorMeanings } from './documents/errorsPage.ts'
import { markdownFiles } from './documents/textOfDocuments.ts'
import { rooms } from './rooms.ts'
import { root, shippedSources, sourcesIn } from './sourceTree.ts'

const files = markdownFiles()
const byName = new Map(files.map((file) => [file.name, file]))
/** What is told of today; decisions and the changelog tell of their day. */
const present = files.filter(({ name }) => !name.startsWith(decisionsFolder) && name !== 'CHANGELOG.md')

describe('the pages that are written by npm run docs', () => {
  test.each(documents.map((document) => [document.file, document] as const))(
    '%s is up to date',
    async (file, document) => {
      const text = await writtenDocument(document)
      expect(readFileSync(path.join(root, file), 'utf8') === text, 'run npm run docs').toBe(true)
    },
  )

  test('every error code has its meaning, and those that nothing answers with say so', () => {
    const meanings = errorMeanings()
    const codes = Object.keys(errorTable)
    expect(codes.filter((code) => !([...meanings.keys()] as string[]).includes(code))).toEqual([])
    const sources = shippedSources().filter(({ name }) => name !== 'shared/errors.ts')
    const unused = codes.filter((code) => !sources.some(({ text }) => text.includes(`'${code}'`)))
    const reserved = [...meanings]
      .filter(([, meaning]) => meaning.startsWith('Reserved '))
      .map(([code]) => code as string)
    expect(reserved).toEqual(unused)
  })

  test('the routes that are no operations are told: those, and no others', () => {
    const served = shippedSources()
      .filter(({ name }) => name.startsWith('server/gateway/'))
      .flatMap(({ text }) => [...text.matchAll(/\b(?:router|app)\.get\(\s*(?:'([^':]+)'|(CA_PATH|PROFILE_PATH))/g)])
      .map(([, route, named]) => route ?? (named === 'PROFILE_PATH' ? PROFILE_PATH : CA_PATH))
    const told = otherRoutes.flatMap(([route, answers]) => [
      route.replaceAll('`', '').replace('GET ', ''),
      ...[...answers.matchAll(/`(\/[\w/]+)`/g)].map(([, address = '']) => address),
    ])
    expect(new Set(told)).toEqual(new Set(served))
  })

  test('the map of the rooms names every folder of a room', () => {
    const unnamed = rooms
      .filter(({ folder }) => isFolder(folder))
      .flatMap(({ folder, holds }) =>
        readdirSync(path.join(root, folder))
          .filter((name) => name !== 'public' && isFolder(`${folder}/${name}`))
          .filter((name) => !rooms.some((room) => room.folder === `${folder}/${name}`))
          .filter((name) => !new RegExp(`\\b${name}\\b`).test(holds))
          .map((name) => `${folder}/${name}`),
      )
    expect(unnamed).toEqual([])
  })
})

describe('what the documents point to', () => {
  test('every link leads to a file that exists, and to a heading in it', () => {
    const dead = files.flatMap(({ name, links }) =>
      links.filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(name, link)).map((link) => `${name}: ${link}`),
    )
    expect(files.length).toBeGreaterThan(100)
    expect(dead).toEqual([])
  })

  test('every source file that is named exists', () => {
    const named =
      /^(?:(?:shared|server|main|renderer|test|resources|\.setup|\.github|\.ci)\/[\w./-]+|\w[\w./-]*\/[\w.-]+\.tsx?)$/
    const missing = present.flatMap(({ name, code }) =>
      code.filter((text) => named.test(text) && !existsSync(path.join(root, text))).map((text) => `${name}: ${text}`),
    )
    expect(missing).toEqual([])
  })

  test('a comment refers to no page that the checkout does not have', () => {
    const names = new Set([...files.map(({ name }) => path.posix.basename(name)), 'CLAUDE.md'])
    const unknown = [...shippedSources(), ...sourcesIn('test')].flatMap(({ name, text }) =>
      [...text.matchAll(/^\s*(?:\/?\*|\/\/).*$/gm)]
        .flatMap(([comment]) => comment.match(/(?<![\w./<-])[\w-]+\.md\b/g) ?? [])
        .filter((page) => !names.has(page))
        .map((page) => `${name}: ${page}`),
    )
    expect(unknown).toEqual([])
  })

  test('every command of homeport that is named exists, with its flags', () => {
    const wrong = present.flatMap(({ name, code }) =>
      code
        .flatMap((text) => [...text.matchAll(/\bhomeport ([a-z][^\n#|]*)/g)].map(([line]) => line))
        .filter((line) => !isCommand(line.split(' ').slice(1)))
        .map((line) => `${name}: ${line}`),
    )
    expect(wrong).toEqual([])
  })

  test('every script that is named exists, and every script is told', () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: object }
    const told = new Set(
      present.flatMap(({ code }) =>
        code.flatMap((text) =>
          [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z]+)|(start|test)\b)/g)].map(
            (match) => match[1] ?? match[2],
          ),
        ),
      ),
    )
    expect(told).toEqual(new Set(Object.keys(scripts)))
    const contributing = byName.get('CONTRIBUTING.md')?.code.join('\n') ?? ''
    expect(Object.keys(scripts).filter((script) => !contributing.includes(script))).toEqual([])
  })
})

describe('README.md', () => {
  const text = readFileSync(path.join(root, 'README.md'), 'utf8')

  test('is short enough for a phone', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8 * 1024)
  })

  test('says first how to run it and how to test it', () => {
    expect(byName.get('README.md')?.code.find((code) => code.includes('\n'))).toMatch(/^npm start .*\nnpm test /)
  })

  test('leads to every guide and reference', () => {
    const links = byName.get('README.md')?.links ?? []
    const pages = files.map(({ name }) => name).filter((name) => /^resources\/docs\/(?:guides|reference)\//.test(name))
    expect(pages.length).toBeGreaterThan(10)
    expect(pages.filter((page) => !links.includes(page))).toEqual([])
  })
})

describe('decisions', () => {
  test('are numbered from 1 on, without holes', () => {
    const numbers = readDecisions().map(({ number }) => number)
    expect(numbers).toEqual(numbers.map((_number, index) => index + 1))
  })

  test('a status is one of three, and names the later decision', () => {
    const wrong = readDecisions().filter(({ number, status }) => {
      const [, later] = /^(?:superseded by|accepted; amended by) \[(\d{4})\]\(\1-[\w-]+\.md\)/.exec(status) ?? []
      return status !== 'accepted' && !(Number(later) > number)
    })
    expect(wrong).toEqual([])
  })

  test.each([
    ['without a number', '# Title\n\n- Status: accepted\n- Date: 2026-11-27\n\n## Decision\n\nSo.'],
    ['without a status', '# 0001. Title\n\n- Date: 2026-11-27\n\n## Decision\n\nSo.'],
    ['without a decision', '# 0001. Title\n\n- Status: accepted\n- Date: 2026-11-27\n\n## Context\n\nBecause.'],
    ['of another number', '# 0002. Title\n\n- Status: accepted\n- Date: 2026-11-27\n\n## Decision\n\nSo.'],
  ])('a page %s is refused', (_what, text) => {
    expect(() => readDecision('0001-title.md', text)).toThrow(/^0001-title\.md is not written as a decision/)
  })
})

function isFolder(name: string): boolean {
  return statSync(path.join(root, name)).isDirectory()
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? from : path.posix.join(path.posix.dirname(from), file)
  const isThere = existsSync(path.join(root, target))
  return isThere && (anchor === undefined || byName.get(target)?.anchors.includes(anchor) === true)
}

/** `remote on --tailscale`: words that name a command, then its arguments; flags that it knows. */
function isCommand(words: readonly string[]): boolean {
  let command: CommandUnknownOpts = program
  for (const word of words) {
    command = command.commands.find((child) => child.name() === word) ?? command
  }
  const known = new Set(['--help', '--version', ...command.options.map(({ long }) => long)])
  const flags = words.flatMap((word) => /^\[?(--[\w-]+)/.exec(word)?.[1] ?? [])
  return command !== program && flags.every((flag) => known.has(flag))
}
