import { expect, test } from 'vitest'
import { settingKeys, settingTable, settingVariable } from '#server/platform/settings/settingTable.ts'

test('every setting has an environment variable of its own, named by the rule where nothing forbids it', () => {
  const variables = settingKeys.map(settingVariable)
  expect(new Set(variables).size).toBe(settingKeys.length)
  expect(variables.filter((name) => !/^HOMEPORT_[A-Z_]+$/.test(name))).toEqual([])
  expect(settingVariable('limits.requests_per_minute')).toBe('HOMEPORT_LIMITS_REQUESTS_PER_MINUTE')
})

test('what could lock the owner out or open the machine is changed at this machine only', () => {
  const open = settingKeys.filter((key) => settingTable[key].changeableBy === 'manage')
  expect(open.filter((key) => /^(claude\.(path|api)|github|remote|vault|port|limits|log)/.test(key))).toEqual([])
})

test('what holds by default is a value that the setting takes', () => {
  const wrong = settingKeys.filter((key) => {
    const { type, initial } = settingTable[key]
    return initial !== null && !type.safeParse(initial).success
  })
  expect(wrong).toEqual([])
})
