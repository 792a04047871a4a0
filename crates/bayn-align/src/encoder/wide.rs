//! Loops with the widest vector instructions of this machine.

use rten_simd::{Isa, SimdOp};

/// Runs a loop compiled for the widest vectors that this machine has. Nothing is fused or summed in
/// another order, so the numbers are the same on every machine.
///
/// Functions that the loop calls must be inlined, else they use the narrow instructions of the rest.
#[inline]
pub(super) fn wide<T>(work: impl FnOnce() -> T) -> T {
    struct Work<F>(F);
    impl<T, F: FnOnce() -> T> SimdOp for Work<F> {
        type Output = T;
        #[inline(always)]
        fn eval<I: Isa>(self, _: I) -> T {
            (self.0)()
        }
    }
    Work(work).dispatch()
}
