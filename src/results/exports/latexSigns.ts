/** "α alpha β beta": a sign, then its command; ω is to become $\\omega$. */
function pairs(text: string, write: (name: string) => string): [string, string][] {
  const words = text.split(/\s+/);
  return words.flatMap((sign, i) => (i % 2 === 0 ? [[sign, write(words[i + 1]!)]] : []));
}

const mathematics = pairs(
  `α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda μ mu ν nu
  ξ xi π pi ρ rho ς varsigma σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega ϵ epsilon
  ϑ vartheta ϕ phi ϱ varrho ϖ varpi µ mu Γ Gamma Δ Delta ∆ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma
  Υ Upsilon Φ Phi Ψ Psi Ω Omega × times ÷ div ± pm ∓ mp · cdot ⋅ cdot • bullet ∙ bullet ∘ circ ≥ geq
  ≤ leq ≠ neq ≈ approx ≡ equiv ∼ sim ≃ simeq ∝ propto ≪ ll ≫ gg ∞ infty ∂ partial ∇ nabla √ surd
  ✓ surd ✔ surd ✗ times ✘ times ✕ times ✖ times ∑ sum ∏ prod ∫ int ∈ in ∉ notin ⊂ subset
  ⊆ subseteq ∪ cup ∩ cap ∅ emptyset ∀ forall ∃ exists ¬ neg ∧ wedge ∨ vee ⊕ oplus ⊗ otimes ⊥ perp
  ∥ parallel ‖ parallel → rightarrow ← leftarrow ↔ leftrightarrow ↑ uparrow ↓ downarrow
  ⇒ Rightarrow ⇐ Leftarrow ⇔ Leftrightarrow ↗ nearrow ↘ searrow ↦ mapsto ★ star ☆ star ▲ triangle
  △ triangle ▼ bigtriangledown ◆ diamond ◇ diamond ℓ ell ′ prime ⌊ lfloor ⌋ rfloor ⌈ lceil ⌉ rceil
  ⟨ langle ⟩ rangle`,
  (name) => `$\\${name}$`,
);

/** Greek letters that look like Latin ones have no command. */
const latin = pairs('Α A Β B Ε E Ζ Z Η H Ι I Κ K Μ M Ν N Ο O ο o Ρ P Τ T Χ X', (name) => name);

/** Signs of texts, and those that mean something to TeX. */
export const latexSigns: ReadonlyMap<string, string> = new Map([
  ['\\', '\\textbackslash{}'],
  ['&', '\\&'],
  ['%', '\\%'],
  ['$', '\\$'],
  ['#', '\\#'],
  ['_', '\\_'],
  ['{', '\\{'],
  ['}', '\\}'],
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['"', "''"],
  ['[', '{[}'],
  [']', '{]}'],
  ['*', '{*}'],
  ['–', '--'],
  ['−', '$-$'],
  ['—', '---'],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '--'],
  ['‘', '`'],
  ['’', "'"],
  ['“', '``'],
  ['”', "''"],
  ['„', ',,'],
  ['…', '\\ldots{}'],
  ['¡', '!`'],
  ['¿', '?`'],
  ['§', '\\S{}'],
  ['¶', '\\P{}'],
  ['©', '\\copyright{}'],
  ['£', '\\pounds{}'],
  ['†', '\\dag{}'],
  ['‡', '\\ddag{}'],
  ['°', '\\textsuperscript{o}'],
  ['⁄', '/'],
  ...latin,
  ...mathematics,
]);

/** Letters of their own. */
export const latexLetters: ReadonlyMap<string, string> = new Map([
  ['ß', '\\ss{}'],
  ['æ', '\\ae{}'],
  ['Æ', '\\AE{}'],
  ['œ', '\\oe{}'],
  ['Œ', '\\OE{}'],
  ['ø', '\\o{}'],
  ['Ø', '\\O{}'],
  ['ł', '\\l{}'],
  ['Ł', '\\L{}'],
  ['ı', '\\i{}'],
  ['ȷ', '\\j{}'],
]);

/** Combining marks. */
export const latexAccents: ReadonlyMap<string, string> = new Map([
  ['\u0300', '`'],
  ['\u0301', "'"],
  ['\u0302', '^'],
  ['\u0303', '~'],
  ['\u0304', '='],
  ['\u0306', 'u'],
  ['\u0307', '.'],
  ['\u0308', '"'],
  ['\u030a', 'r'],
  ['\u030b', 'H'],
  ['\u030c', 'v'],
  ['\u0323', 'd'],
  ['\u0327', 'c'],
  ['\u0331', 'b'],
]);
