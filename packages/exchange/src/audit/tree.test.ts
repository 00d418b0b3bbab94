import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isConsistent, isIncluded, proveConsistency, proveInclusion, rangeHash, type ReadHashes } from './proof.ts'
import { emptyRoot, growTree, type Hash, leafHash, nodeHash, type Subtree } from './tree.ts'

// The leaves and the roots of each size that Certificate Transparency's implementations are tested with: transparency-dev/merkle,
// testonly/constants.go (LeafInputs, RootHashes), which come from google/certificate-transparency, merkletree/merkle_tree_test.cc.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
// All of them are below 0x80, so they are their own UTF-8.
const known = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')))

/** The hashes of a tree over these leaves, as a store would keep them. */
function store(leaves: readonly Hash[]): ReadHashes {
  const kept = new Map<string, Hash>()
  const tree = growTree(undefined, ({ height, index, hash }: Subtree) => kept.set(`${height}/${index}`, hash))
  for (const leaf of leaves) tree.add(leaf)
  return async (height, from, count) =>
    height === 0
      ? leaves.slice(from, from + count)
      : Array.from({ length: count }, (_, at) => kept.get(`${height}/${from + at}`)).filter((hash) => hash !== undefined)
}

/** The root as RFC 6962 section 2.1 defines it, word for word. */
function rootOf(leaves: readonly Hash[]): Hash {
  const [only] = leaves
  if (only === undefined) return emptyRoot
  if (leaves.length === 1) return only
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1))
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

const many = Array.from({ length: 700 }, (_, at) => leafHash(`entry ${at}`))
const size = fc.integer({ min: 1, max: many.length })

test('has the roots of Certificate Transparency at every size', () => {
  const tree = growTree()
  assert.equal(tree.root(), roots[0])
  for (const [at, leaf] of known.entries()) {
    tree.add(leaf)
    assert.equal(tree.root(), roots[at + 1])
  }
})

test('gives the inclusion and consistency proofs of Certificate Transparency', async () => {
  // merkle_tree_test.cc: kSHA256Paths and kSHA256Proofs.
  const read = store(known)
  assert.deepEqual(await proveInclusion(0, 8, read), [
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ])
  assert.deepEqual(await proveInclusion(5, 8, read), [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  assert.deepEqual(await proveConsistency(6, 8, read), [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ])
  assert.deepEqual(await proveConsistency(2, 5, read), [
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  ])
})

test('has the root of the definition at every size, whole or continued from its peaks', () => {
  const tree = growTree()
  for (const [at, leaf] of many.entries()) {
    tree.add(leaf)
    if (at % 37 !== 0) continue
    const again = growTree({ size: tree.size, peaks: tree.peaks })
    assert.equal(again.root(), rootOf(many.slice(0, at + 1)))
    again.add(leaf)
    assert.equal(again.root(), rootOf([...many.slice(0, at + 1), leaf]))
  }
})

test('proves every entry of every size, from hashes kept at each eighth level', async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.nat(), async (n, some) => {
      const index = some % n
      const read = store(many.slice(0, n))
      const root = await rangeHash({ from: 0, to: n }, read)
      assert.equal(root, rootOf(many.slice(0, n)))
      const proof = await proveInclusion(index, n, read)
      const leaf = many[index] ?? ''
      assert.ok(isIncluded(leaf, { index, size: n }, proof, root))
      assert.ok(!isIncluded(leafHash('another'), { index, size: n }, proof, root))
      assert.ok(!isIncluded(leaf, { index, size: n }, [...proof, leaf], root))
      assert.ok(!isIncluded(leaf, { index, size: n }, proof, emptyRoot))
      if (n > 1) assert.ok(!isIncluded(leaf, { index: (index + 1) % n, size: n }, proof, root))
      if (n > 1) assert.ok(!isIncluded(leaf, { index, size: n }, proof.slice(1), root))
    }),
    { numRuns: 60 },
  )
})

test('proves that a log goes on from any earlier size, and no other log does', async () => {
  await fc.assert(
    fc.asyncProperty(size, size, async (a, b) => {
      const [old, now] = a < b ? [a, b] : [b, a]
      const read = store(many.slice(0, now))
      const proof = await proveConsistency(old, now, read)
      const before = { size: old, root: rootOf(many.slice(0, old)) }
      const after = { size: now, root: rootOf(many.slice(0, now)) }
      assert.ok(isConsistent(before, after, proof))
      assert.ok(!isConsistent({ ...before, root: emptyRoot }, after, proof))
      assert.ok(!isConsistent(before, { ...after, root: emptyRoot }, proof))
      if (old < now) assert.ok(!isConsistent(after, before, proof))
      const rewritten = [leafHash('another'), ...many.slice(1, now)]
      assert.ok(!isConsistent(before, { size: now, root: rootOf(rewritten) }, await proveConsistency(old, now, store(rewritten))))
    }),
    { numRuns: 60 },
  )
})

test('asks a store for leaves and for roots over 256 of what it was asked for before, and proves nothing where one is lacking', async () => {
  const read = store(many)
  const asked = new Set<number>()
  await proveInclusion(3, many.length, async (height, from, count) => {
    asked.add(height)
    return read(height, from, count)
  })
  assert.deepEqual(asked, new Set([0, 8]))
  await assert.rejects(proveInclusion(3, many.length + 1, read), /no .* hashes at height 0/u)
})

test('finds no entry beyond the end of a tree', () => {
  const [leaf = '', other = ''] = known
  assert.ok(isIncluded(leaf, { index: 0, size: 1 }, [], leaf))
  assert.ok(!isIncluded(leaf, { index: 1, size: 1 }, [], leaf))
  assert.ok(isIncluded(other, { index: 1, size: 2 }, [leaf], nodeHash(leaf, other)))
  assert.ok(!isIncluded(other, { index: 3, size: 2 }, [leaf], nodeHash(leaf, other)))
})

test('takes no proof that goes on above the root', async () => {
  const [leaf = '', above = ''] = known
  assert.ok(!isIncluded(leaf, { index: 0, size: 1 }, [above], nodeHash(above, leaf)))
  const [old, now] = [3, 4].map((n) => ({ size: n, root: rootOf(known.slice(0, n)) }))
  assert.ok(old !== undefined && now !== undefined)
  const proof = await proveConsistency(3, 4, store(known))
  assert.ok(isConsistent(old, now, proof))
  const raised = [old, now].map((tree) => ({ ...tree, root: nodeHash(above, tree.root) }))
  assert.ok(!isConsistent(raised[0] ?? old, raised[1] ?? now, [...proof, above]))
  assert.ok(isConsistent(old, old, []))
  assert.ok(!isConsistent(old, old, [above]))
  assert.ok(!isConsistent(old, now, []))
})

test('says nothing of an empty tree', () => {
  assert.ok(!isConsistent({ size: 0, root: emptyRoot }, { size: 1, root: known[0] ?? '' }, []))
  assert.ok(!isIncluded(known[0] ?? '', { index: 0, size: 0 }, [], emptyRoot))
  const [root = ''] = known
  assert.ok(!isConsistent({ size: 0, root }, { size: 1, root }, [root]))
})

test('finds no log that went on by becoming smaller, though its root is the same', () => {
  const [root = ''] = known
  assert.ok(isConsistent({ size: 2, root }, { size: 2, root }, []))
  assert.ok(!isConsistent({ size: 2, root }, { size: 1, root }, []))
})
