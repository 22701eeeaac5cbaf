import { expect, test } from 'vitest'
import { wantedOf } from '#renderer/features/remote/remoteFields.ts'

const empty = { names: '', bind: '', port: '', certFile: '', keyFile: '' }

test('an empty form asks for the defaults', () => {
  expect(wantedOf(empty)).toEqual({ names: [] })
})

test('names may be parted by commas, spaces or lines', () => {
  expect(wantedOf({ ...empty, names: ' a.example, b.example\nc ;' }).names).toEqual(['a.example', 'b.example', 'c'])
})

test('what is filled in is asked for as it stands there', () => {
  const fields = { names: '', bind: ' 10.0.0.1 ', port: '8443', certFile: '/c.pem', keyFile: '/k.pem' }
  const wanted = { names: [], bind: '10.0.0.1', port: 8443, cert_file: '/c.pem', key_file: '/k.pem' }
  expect(wantedOf(fields)).toEqual(wanted)
  expect(wantedOf({ ...empty, port: 'many' }).port).toBeNaN()
})
