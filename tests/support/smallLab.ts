import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeFile, formatManifest } from '../../scripts/manifestFiles.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { type ServedLab, serveLab } from '../../scripts/serveLab.ts';
import { writeSafetensors } from '../../src/io/safetensors.ts';
import { createRng } from '../../src/math/rng.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { weightShapes } from '../../src/model/weightNames.ts';
import { labFolder, readyBuild } from './labServer.ts';

const folder = '.cache/small-lab';

/** Of the shipped checkpoint, with everything that costs time made small. */
const smallTower = { hidden_size: 16, intermediate_size: 32, num_hidden_layers: 1 };

function shrinkModel(model: string): void {
  const config = JSON.parse(readFileSync(join(model, 'config.json'), 'utf8'));
  Object.assign(config, { projection_dim: 16 });
  const heads = { num_attention_heads: 2, projection_dim: 16 };
  Object.assign(config.text_config, smallTower, heads);
  Object.assign(config.vision_config, smallTower, heads, { patch_size: 24 });
  const text = JSON.stringify(config);
  const rng = createRng(7, 100);
  const tensors = [...weightShapes(parseClipConfig(text))].map(([name, shape]) => {
    const data = new Float32Array(shape.reduce((size, side) => size * side, 1));
    const isGain = /norm\d?\.weight$|layrnorm\.weight$/.test(name);
    for (let i = 0; i < data.length; i++) {
      data[i] = isGain ? 1 : (rng.uint32() / 2 ** 32 - 0.5) * 0.4;
    }
    if (name === 'logit_scale') data[0] = 2.6592;
    return { name, shape, data };
  });
  writeFileSync(join(model, 'config.json'), text);
  writeFileSync(join(model, 'model.safetensors'), writeSafetensors(tensors));
  const manifest = JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'));
  const files = manifest.files.map(({ path }: { path: string }) => describeFile(model, path));
  writeFileSync(join(model, 'manifest.json'), formatManifest({ ...manifest, files }));
}

/**
 * The built lab with a checkpoint of 70,000 random weights in place of the shipped one, so that a
 * software GPU trains it in seconds. What it learns means nothing; that it is the same does.
 */
export async function startSmallLab(): Promise<ServedLab> {
  await readyBuild();
  const outDir = join(projectRoot, folder);
  rmSync(outDir, { recursive: true, force: true });
  cpSync(join(projectRoot, labFolder), outDir, { recursive: true });
  shrinkModel(join(outDir, 'models/iconclip'));
  return serveLab({ outDir: folder, port: 4400 });
}
