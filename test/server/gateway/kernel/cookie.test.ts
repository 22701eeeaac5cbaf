import { describe, expect, test } from 'vitest'
import { createCookieNames } from '#server/gateway/kernel/requests/cookie.ts'

const names = createCookieNames('/data')
const { session } = names

describe('a header of a stranger', () => {
  test.each<[string, string | undefined, string | null]>([
    ['no header', undefined, null],
    ['nothing', '', null],
    ['the name alone', session, null],
    ['an empty value', `${session}=`, null],
    ['the value', `a=b; ${session}=x; c=d`, 'x'],
    ['without spaces', `a=b;${session}=x;c=d`, 'x'],
    ['with many spaces', `  ${session}  =  x  ;`, 'x'],
    ['an equals sign in the value', `${session}=x=y==`, 'x=y=='],
    ['two of the name', `${session}=x; ${session}=y`, 'x'],
    ['an empty one before it', `${session}=; ${session}=y`, 'y'],
    ['in quotes, which belong to it', `${session}="x"`, '"x"'],
    ['escapes, which stay', `${session}=%41%ff%`, '%41%ff%'],
    ['other capitals, another name', `${session.toUpperCase()}=x`, null],
    ['a longer name', `x${session}=x`, null],
    ['a prefix of the name', `${session.slice(0, -1)}=x`, null],
    ['a comma, which separates nothing', `a=b,${session}=x`, null],
    ['names of JavaScript', `__proto__=x; constructor=y; ${session}=z`, 'z'],
    ['separators alone', ';;;=;=', null],
  ])('%s', (_name, header, value) => {
    expect(names.readSession(header, false)?.value ?? null).toBe(value)
  })
})

test('a name of JavaScript is the name of no cookie that was not sent', () => {
  const cookies = names.of({ header: 'a=b', secure: false, append: () => {} })
  expect(cookies.getPassing('__proto__')).toBeNull()
})

test.each(['x\r\nSet-Cookie: evil=1', 'x; Path=/evil', 'x y', 'é', 'x\u0000'])(
  'a value that is no cookie’s (%j) is never written',
  (value) => {
    const written: string[] = []
    const cookies = names.of({ header: undefined, secure: true, append: (one) => written.push(one) })
    expect(() => cookies.setSession(value, 1000)).toThrow(TypeError)
    expect(written).toEqual([])
  },
)
