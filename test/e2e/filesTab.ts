import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Device } from '#test/support/browser/browser.ts'
import type { World } from './world.ts'

export type FilesOptions = Parameters<typeof openFiles>[2]

/** The Files tab of a session in a folder with a few files. `tolerates`: what the browser says of an answer that is tested. */
export async function openFiles(
  world: World,
  name: string,
  { device = 'wide', tolerates = /^$/ }: { device?: Device; tolerates?: RegExp } = {},
) {
  const folder = world.server.folder(name)
  mkdirSync(path.join(folder, 'src/deep'), { recursive: true })
  writeFileSync(path.join(folder, 'src/boat.ts'), "export const boat = 'blue'\r\n")
  writeFileSync(path.join(folder, 'README.md'), '# The harbour\n')
  writeFileSync(path.join(folder, '.gitignore'), 'secret.log\n')
  writeFileSync(path.join(folder, 'secret.log'), 'ignored')
  const session = await world.server.program.createSession(folder)
  const person = await world.enters(device, { tolerates })
  await person.open(`/session/${session.id}/files`)
  await person.page.getByRole('tree', { name: 'Files' }).waitFor()
  return { folder, session, person }
}
