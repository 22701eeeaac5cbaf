import { expect, test } from 'vitest'
import { UsageRow } from '#shared/operations/usage.ts'
import { usageCsv } from '#renderer/features/usage/usageCsv.ts'

const row = UsageRow.parse({
  day: '2026-11-27',
  model: 'opus',
  user_id: 'u1',
  username: 'me',
  session_id: 's1',
  session_name: 'Pool timeouts',
  project: '/home/me/api',
  turns: 2,
  duration_ms: 1500,
  input_tokens: 1,
  output_tokens: 2,
  cache_read_input_tokens: 3,
  cache_creation_input_tokens: 4,
  cost_usd: 0.1 + 0.2,
})

test('the file has a header, a line for each row and exact numbers', () => {
  expect(usageCsv([row])).toBe(
    '\uFEFFday,person,project,session,model,turns,duration_seconds,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,cost_usd\r\n' +
      '2026-11-27,me,/home/me/api,Pool timeouts,opus,2,1.5,1,2,3,4,0.3\r\n',
  )
})

test.each([
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['+1+1', "'+1+1"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['  =1', "'  =1"],
  ['\r\n=1', `"'\r\n=1"`],
  ['\uFF1D1', "'\uFF1D1"],
  ['a, "b"', '"a, ""b"""'],
  ['two\nlines', '"two\nlines"'],
  ['a=b', 'a=b'],
])('a session called %j does nothing in a spreadsheet', (name, cell) => {
  const line = usageCsv([{ ...row, session_name: name }]).split('cost_usd\r\n')[1]
  expect(line).toBe(`2026-11-27,me,/home/me/api,${cell},opus,2,1.5,1,2,3,4,0.3\r\n`)
})

test('what is not told is an empty cell', () => {
  const theirs = { ...row, session_name: null, project: null, model: null }
  expect(usageCsv([theirs]).split('\r\n')[1]).toBe('2026-11-27,me,,,,2,1.5,1,2,3,4,0.3')
})
