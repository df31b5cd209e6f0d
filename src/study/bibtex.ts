interface Reference {
  readonly key: string;
  readonly authors: string;
  readonly title: string;
  readonly year: number;
  /** Where it was published; the arXiv entry alone otherwise. */
  readonly booktitle?: string;
}

/** Papers by their arXiv number. */
const known: Readonly<Record<string, Reference>> = {
  '2311.01723': {
    key: 'oh2024carot',
    authors:
      'Oh, Changdae and Lim, Hyesu and Kim, Mijoo and Han, Dongyoon and Yun, Sangdoo and Choo, Jaegul and Hauptmann, Alexander and Cheng, Zhi-Qi and Song, Kyungwoo',
    title: 'Towards Calibrated Robust Fine-Tuning of Vision-Language Models',
    year: 2024,
    booktitle: 'Advances in Neural Information Processing Systems',
  },
  '2103.00020': {
    key: 'radford2021clip',
    authors:
      'Radford, Alec and Kim, Jong Wook and Hallacy, Chris and Ramesh, Aditya and Goh, Gabriel and Agarwal, Sandhini and Sastry, Girish and Askell, Amanda and Mishkin, Pamela and Clark, Jack and Krueger, Gretchen and Sutskever, Ilya',
    title: 'Learning Transferable Visual Models From Natural Language Supervision',
    year: 2021,
    booktitle: 'International Conference on Machine Learning',
  },
  '2212.00638': {
    key: 'goyal2023flyp',
    authors:
      'Goyal, Sachin and Kumar, Ananya and Garg, Sankalp and Kolter, Zico and Raghunathan, Aditi',
    title: 'Finetune Like You Pretrain: Improved Finetuning of Zero-Shot Vision Models',
    year: 2023,
    booktitle: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition',
  },
  '2109.01903': {
    key: 'wortsman2022wiseft',
    authors:
      'Wortsman, Mitchell and Ilharco, Gabriel and Kim, Jong Wook and Li, Mike and Kornblith, Simon and Roelofs, Rebecca and Gontijo-Lopes, Raphael and Hajishirzi, Hannaneh and Farhadi, Ali and Namkoong, Hongseok and Schmidt, Ludwig',
    title: 'Robust Fine-Tuning of Zero-Shot Models',
    year: 2022,
    booktitle: 'IEEE/CVF Conference on Computer Vision and Pattern Recognition',
  },
  '2203.05482': {
    key: 'wortsman2022soups',
    authors:
      'Wortsman, Mitchell and Ilharco, Gabriel and Gadre, Samir Yitzhak and Roelofs, Rebecca and Gontijo-Lopes, Raphael and Morcos, Ari S. and Namkoong, Hongseok and Farhadi, Ali and Carmon, Yair and Kornblith, Simon and Schmidt, Ludwig',
    title:
      'Model Soups: Averaging Weights of Multiple Fine-Tuned Models Improves Accuracy Without Increasing Inference Time',
    year: 2022,
    booktitle: 'International Conference on Machine Learning',
  },
  '2202.10054': {
    key: 'kumar2022lpft',
    authors:
      'Kumar, Ananya and Raghunathan, Aditi and Jones, Robbie and Ma, Tengyu and Liang, Percy',
    title: 'Fine-Tuning Can Distort Pretrained Features and Underperform Out-of-Distribution',
    year: 2022,
    booktitle: 'International Conference on Learning Representations',
  },
  '1802.01483': {
    key: 'li2018l2sp',
    authors: 'Li, Xuhong and Grandvalet, Yves and Davoine, Franck',
    title: 'Explicit Inductive Bias for Transfer Learning with Convolutional Networks',
    year: 2018,
    booktitle: 'International Conference on Machine Learning',
  },
  '1512.00567': {
    key: 'szegedy2016rethinking',
    authors:
      'Szegedy, Christian and Vanhoucke, Vincent and Ioffe, Sergey and Shlens, Jon and Wojna, Zbigniew',
    title: 'Rethinking the Inception Architecture for Computer Vision',
    year: 2016,
    booktitle: 'IEEE Conference on Computer Vision and Pattern Recognition',
  },
  '1706.04599': {
    key: 'guo2017calibration',
    authors: 'Guo, Chuan and Pleiss, Geoff and Sun, Yu and Weinberger, Kilian Q.',
    title: 'On Calibration of Modern Neural Networks',
    year: 2017,
    booktitle: 'International Conference on Machine Learning',
  },
  '1710.09412': {
    key: 'zhang2018mixup',
    authors: 'Zhang, Hongyi and Cisse, Moustapha and Dauphin, Yann N. and Lopez-Paz, David',
    title: 'mixup: Beyond Empirical Risk Minimization',
    year: 2018,
    booktitle: 'International Conference on Learning Representations',
  },
  '1708.02002': {
    key: 'lin2017focal',
    authors:
      "Lin, Tsung-Yi and Goyal, Priya and Girshick, Ross and He, Kaiming and Doll{\\'a}r, Piotr",
    title: 'Focal Loss for Dense Object Detection',
    year: 2017,
    booktitle: 'IEEE International Conference on Computer Vision',
  },
};

/** What every study rests on: the paper, CLIP, temperature scaling. */
const always = ['2311.01723', '2103.00020', '1706.04599'];

const escaped = (text: string) => text.replaceAll(/[{}\\%&$#_]/g, (sign) => `\\${sign}`);

function entry(arxiv: string, source: string): string {
  const paper = known[arxiv];
  const fields = paper
    ? {
        author: paper.authors,
        title: `{${paper.title}}`,
        ...(paper.booktitle && { booktitle: paper.booktitle }),
        year: String(paper.year),
      }
    : // What the lab does not know in full it quotes as it stands.
      { note: escaped(source) };
  const body = { ...fields, eprint: arxiv, archivePrefix: 'arXiv' };
  const kind = paper?.booktitle ? 'inproceedings' : 'misc';
  const lines = Object.entries(body).map(([name, value]) => `  ${name} = {${value}},`);
  return [`@${kind}{${paper?.key ?? `arxiv${arxiv.replace('.', '')}`},`, ...lines, '}'].join('\n');
}

/**
 * The papers behind these methods, as BibTeX, each once; with the paper, CLIP and temperature scaling.
 * @param sources of the methods: "Li et al. 2018, arXiv:1802.01483"
 */
export function bibtex(sources: readonly string[]): string {
  const numbers = sources.flatMap((source) =>
    [...source.matchAll(/arXiv:(\d{4}\.\d{4,5})/g)].map(([, number]) => [number!, source] as const),
  );
  const all = new Map([...always.map((number) => [number, ''] as const), ...numbers]);
  return `${[...all].map(([number, source]) => entry(number, source)).join('\n\n')}\n`;
}
