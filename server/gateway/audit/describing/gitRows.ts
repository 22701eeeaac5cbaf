import { type Describe, present } from './described.ts'

/** What is done in repositories, and at GitHub about them. Never a message, never a content. */
export const gitRows = {
  'git.stage': ({ paths, lines }) => ({ details: { files: paths.length, lines: lines !== undefined } }),
  'git.unstage': ({ paths, lines }) => ({ details: { files: paths.length, lines: lines !== undefined } }),
  'git.discard': ({ paths }, done) => ({ object_id: done?.discard_id ?? null, details: { files: paths.length } }),
  'git.undo_discard': ({ discard_id }) => ({ object_id: discard_id }),
  'git.commit': ({ amend }, done) => ({
    object_id: done?.commit ?? null,
    details: present({ amend, branch: done?.branch ?? undefined, files: done?.files }),
  }),
  'git.create_branch': ({ name }) => ({ object_id: name }),
  'git.switch': ({ name, stash }) => ({ object_id: name, details: { stash } }),
  'git.delete_branch': ({ name, force }, done) => ({
    object_id: name,
    details: present({ force, commit: done?.commit }),
  }),
  'github.grant_poll': (_params, done) => ({
    object_id: done?.status === 'complete' ? done.login : null,
    details: present({ status: done?.status }),
  }),
  'pull_request.create': ({ base, draft }, made) => ({
    object_id: made?.url ?? null,
    details: present({ base: made?.base ?? base, draft }),
  }),
  'deploy_key.add': ({ may_push }, added) => ({
    object_id: added?.repository ?? null,
    details: { may_push },
  }),
  'deploy_key.remove': ({ forget }) => ({ details: { forget } }),
  'git.fetch': ({ remote }, done) => ({ object_id: done?.remote ?? remote ?? null }),
  'git.pull': ({ how }, done) => ({ object_id: done?.head ?? null, details: present({ how, outcome: done?.outcome }) }),
  'git.push': ({ remote, to, force }, done) => ({
    object_id: done?.commit ?? null,
    details: present({ remote: done?.remote ?? remote, branch: done?.branch ?? to, force, outcome: done?.outcome }),
  }),
  'git.cancel': (_params, done) => ({ details: present({ cancelled: done?.cancelled }) }),
  'git.revert': ({ commit }, done) => ({ object_id: commit, details: present({ outcome: done?.outcome }) }),
  'git.cherry_pick': ({ commit }, done) => ({ object_id: commit, details: present({ outcome: done?.outcome }) }),
  'git.abort': (_params, done) => ({ details: present({ aborted: done?.aborted }) }),
  'git.continue': (_params, done) => ({ object_id: done?.head ?? null, details: present({ outcome: done?.outcome }) }),
  'git.stash': (_params, done) => ({ object_id: done?.stash_id ?? null }),
  'git.stash_apply': ({ stash_id, drop }, done) => ({
    object_id: stash_id,
    details: present({ drop, outcome: done?.outcome }),
  }),
  'git.stash_drop': ({ stash_id }) => ({ object_id: stash_id }),
  'git.stash_restore': ({ stash_id }) => ({ object_id: stash_id }),
} satisfies Describe
