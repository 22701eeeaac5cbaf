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

test('every setting has a name and a sentence of its own for people', () => {
  const named = settingKeys.map((key) => `${settingTable[key].group} ${settingTable[key].label}`)
  expect(new Set(named).size).toBe(settingKeys.length)
  expect(settingKeys.filter((key) => !/^[A-Z].{1,40}$/.test(settingTable[key].label))).toEqual([])
  expect(settingKeys.filter((key) => !settingTable[key].about.endsWith('.'))).toEqual([])
})

test('what holds by default is a value that the setting takes', () => {
  const wrong = settingKeys.filter((key) => {
    const { type, initial } = settingTable[key]
    return initial !== null && !type.safeParse(initial).success
  })
  expect(wrong).toEqual([])
})
