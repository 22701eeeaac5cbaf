import { posix } from 'node:path'

/** Folders of the control groups that a process is in, as far as they are there; null: there is no such controller. */
export interface OwnCgroups {
  /** Of the unified hierarchy. */
  readonly v2: string | null
  readonly v1: { readonly memory: string | null; readonly cpu: string | null }
}

interface Mount {
  readonly root: string
  readonly at: string
  readonly type: string
  readonly options: readonly string[]
}

/** From the texts of `/proc/self/cgroup` and `/proc/self/mountinfo` (proc(5), cgroups(7)). */
export function ownCgroups(cgroup: string, mountinfo: string): OwnCgroups {
  const mounts = mountinfo.split('\n').flatMap(mountOf)
  const lines = cgroup.split('\n').flatMap((line) => {
    const [, , controllers, path] = /^(\d+):([^:]*):(\/.*)$/.exec(line) ?? []
    return controllers === undefined || path === undefined ? [] : [{ controllers: controllers.split(','), path }]
  })
  const v1 = (controller: string) => {
    const mount = mounts.find(({ type, options }) => type === 'cgroup' && options.includes(controller))
    const path = lines.find(({ controllers }) => controllers.includes(controller))?.path
    return mount === undefined || path === undefined ? null : folderOf(mount, path)
  }
  const unified = mounts.find(({ type }) => type === 'cgroup2')
  const own = lines.find(({ controllers }) => controllers[0] === '')?.path
  return {
    v2: unified === undefined || own === undefined ? null : folderOf(unified, own),
    v1: { memory: v1('memory'), cpu: v1('cpu') },
  }
}

/** `36 35 98:0 /root /at rw,noatime shared:1 - cgroup2 cgroup2 rw,memory`; blanks in paths stand as `\040`. */
function mountOf(line: string): Mount[] {
  const [before = '', after] = line.split(' - ')
  const [, , , root, at] = before.split(' ')
  const [type, , options = ''] = after?.split(' ') ?? []
  return root === undefined || at === undefined || type === undefined
    ? []
    : [{ root: unescaped(root), at: unescaped(at), type, options: options.split(',') }]
}

/** In a container the mount may begin below the path that the process is told: then it is the mount itself. */
function folderOf({ root, at }: Mount, path: string): string {
  const below = path === root || path.startsWith(root === '/' ? '/' : `${root}/`)
  return below ? posix.join(at, path.slice(root === '/' ? 1 : root.length + 1)).replace(/\/$/, '') : at
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(\d{3})/g, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 8)))
}
