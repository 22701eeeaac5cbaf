import { describe, expect, test } from 'vitest'
import { renderToStaticMarkup } from 'react-dom/server'
import { createElement } from 'react'
import { plural } from '#renderer/format/plural.ts'
import { sentence, type Slot } from '#renderer/format/sentence.ts'

describe('a text for so many', () => {
  test.each([
    [0, '0 files'],
    [1, '1 file'],
    [2, '2 files'],
    [18_400, '18,400 files'],
  ])('%d', (files, said) => {
    expect(plural(files, { one: '# file', other: '# files' })).toBe(said)
  })

  test('a form that a language does not have is the common one', () => {
    expect(plural(1, { other: '# Dateien' })).toBe('1 Dateien')
  })
})

const link: Slot = (words) => createElement('a', { href: '/devices' }, words)

test('a sentence keeps its elements where its language puts them', () => {
  const drawn = sentence`See ${link('Devices')}, or ask ${createElement('b', null, 'Mia')}.`
  expect(renderToStaticMarkup(drawn)).toBe('See <a href="/devices">Devices</a>, or ask <b>Mia</b>.')
})
