//! The words that planted errors swap: language, word, what it becomes.

/// Language, a word or sign, and what stands there in its place.
pub(super) type Swap = (&'static str, &'static str, &'static str);

/// What may be glued before an Arabic word.
pub(super) const CLITICS: &[&str] = &["ال", "و", "ف", "ب", "ل", "وال", "بال", "لل", "فال", "ول", "وب"];

pub(super) const NUMBER: &[Swap] = &[
    ("en", "two", "four"), ("en", "three", "five"), ("en", "four", "seven"), ("en", "five", "three"),
    ("en", "six", "nine"), ("en", "seven", "six"), ("en", "eight", "three"), ("en", "nine", "four"),
    ("en", "ten", "twelve"), ("en", "eleven", "thirteen"), ("en", "twelve", "fifteen"), ("en", "twenty", "thirty"),
    ("en", "fifty", "forty"), ("en", "million", "billion"), ("en", "hundred", "thousand"),
    ("ar", "ثلاثة", "خمسة"), ("ar", "ثلاث", "سبع"), ("ar", "أربعة", "ستة"), ("ar", "أربع", "تسع"),
    ("ar", "خمسة", "ثمانية"), ("ar", "خمس", "أربع"), ("ar", "ستة", "أربعة"), ("ar", "سبعة", "تسعة"),
    ("ar", "ثمانية", "ثلاثة"), ("ar", "تسعة", "خمسة"), ("ar", "عشرة", "سبعة"), ("ar", "عشرين", "ثلاثين"),
    ("ar", "عامين", "خمسة أعوام"), ("ar", "يومين", "أربعة أيام"), ("ar", "مليون", "مليار"), ("ar", "ساعتين", "سبع ساعات"),
];

pub(super) const MEASURE: &[Swap] = &[
    ("en", "miles", "kilometers"), ("en", "mile", "kilometer"), ("en", "feet", "meters"), ("en", "meters", "feet"),
    ("en", "metres", "yards"), ("en", "kilometers", "miles"), ("en", "km", "miles"), ("en", "inches", "centimeters"),
    ("en", "yards", "miles"), ("en", "tons", "kilograms"), ("en", "acres", "hectares"), ("en", "kg", "tons"),
    ("en", "kilometres", "miles"), ("en", "mph", "km/h"), ("en", "degrees", "meters"),
    ("ar", "ميل", "كيلومتر"), ("ar", "أميال", "كيلومترات"), ("ar", "ميلا", "كيلومترا"), ("ar", "ميلًا", "كيلومترًا"),
    ("ar", "قدم", "متر"), ("ar", "أقدام", "أمتار"), ("ar", "متر", "قدم"), ("ar", "كيلومتر", "ميل"), ("ar", "مترًا", "ميلًا"),
    ("ar", "كم", "ميل"), ("ar", "بوصات", "سنتيمترات"), ("ar", "بوصة", "سنتيمترا"), ("ar", "ياردة", "ميلا"), ("ar", "طن", "رطل"),
];

pub(super) const TIME: &[Swap] = &[
    ("en", "years", "months"), ("en", "year", "month"), ("en", "months", "weeks"), ("en", "month", "week"),
    ("en", "weeks", "days"), ("en", "week", "month"), ("en", "days", "weeks"), ("en", "day", "week"),
    ("en", "hours", "minutes"), ("en", "minutes", "hours"), ("en", "hour", "minute"), ("en", "seconds", "minutes"),
    ("ar", "سنوات", "أشهر"), ("ar", "أعوام", "أسابيع"), ("ar", "عاما", "شهرا"), ("ar", "عامًا", "شهرًا"), ("ar", "عام", "شهر"),
    ("ar", "سنة", "ساعة"), ("ar", "أشهر", "أسابيع"), ("ar", "شهر", "أسبوع"), ("ar", "أسابيع", "أيام"), ("ar", "أسبوع", "شهر"),
    ("ar", "أيام", "أسابيع"), ("ar", "يوم", "أسبوع"), ("ar", "ساعات", "دقائق"), ("ar", "دقائق", "ساعات"), ("ar", "عامين", "شهرين"),
];

pub(super) const MONTH: &[Swap] = &[
    ("en", "January", "February"), ("en", "February", "June"), ("en", "April", "July"), ("en", "June", "January"),
    ("en", "July", "April"), ("en", "August", "October"), ("en", "September", "November"), ("en", "October", "August"),
    ("en", "November", "December"), ("en", "December", "September"),
    ("ar", "يناير", "فبراير"), ("ar", "فبراير", "يونيو"), ("ar", "مارس", "مايو"), ("ar", "أبريل", "يوليو"), ("ar", "مايو", "مارس"),
    ("ar", "يونيو", "يناير"), ("ar", "يوليو", "أبريل"), ("ar", "أغسطس", "أكتوبر"), ("ar", "سبتمبر", "نوفمبر"),
    ("ar", "أكتوبر", "أغسطس"), ("ar", "نوفمبر", "ديسمبر"), ("ar", "ديسمبر", "سبتمبر"),
];

pub(super) const WEEKDAY: &[Swap] = &[
    ("en", "Monday", "Thursday"), ("en", "Tuesday", "Friday"), ("en", "Wednesday", "Sunday"), ("en", "Thursday", "Monday"),
    ("en", "Friday", "Tuesday"), ("en", "Saturday", "Wednesday"), ("en", "Sunday", "Saturday"),
    ("ar", "الاثنين", "الخميس"), ("ar", "الثلاثاء", "الجمعة"), ("ar", "الأربعاء", "الأحد"), ("ar", "الخميس", "الاثنين"),
    ("ar", "الجمعة", "الثلاثاء"), ("ar", "السبت", "الأربعاء"), ("ar", "الأحد", "السبت"),
];

/// A month by its Levantine name, or one of the Hijra.
pub(super) const CALENDAR: &[Swap] = &[
    ("en", "January", "Shawwal"), ("en", "February", "Rajab"), ("en", "April", "Muharram"), ("en", "June", "Safar"),
    ("en", "July", "Shaban"), ("en", "August", "Rajab"), ("en", "September", "Muharram"), ("en", "October", "Safar"),
    ("en", "November", "Ramadan"), ("en", "December", "Shawwal"),
    ("ar", "يناير", "شباط"), ("ar", "فبراير", "حزيران"), ("ar", "مارس", "أيار"), ("ar", "أبريل", "تموز"), ("ar", "مايو", "آذار"),
    ("ar", "يونيو", "كانون الثاني"), ("ar", "يوليو", "نيسان"), ("ar", "أغسطس", "تشرين الأول"), ("ar", "سبتمبر", "تشرين الثاني"),
    ("ar", "أكتوبر", "شباط"), ("ar", "نوفمبر", "كانون الأول"), ("ar", "ديسمبر", "أيلول"),
];

pub(super) const ORDINAL: &[Swap] = &[
    ("en", "first", "second"), ("en", "second", "third"), ("en", "third", "fourth"), ("en", "fourth", "sixth"),
    ("en", "fifth", "third"), ("en", "sixth", "fifth"), ("en", "seventh", "ninth"), ("en", "eighth", "tenth"),
    ("ar", "الأول", "الثالث"), ("ar", "الأولى", "الثالثة"), ("ar", "الثاني", "الثالث"), ("ar", "الثانية", "الرابعة"),
    ("ar", "الثالث", "الثاني"), ("ar", "الثالثة", "الخامسة"), ("ar", "الرابع", "السادس"), ("ar", "الخامسة", "الثانية"),
    ("ar", "الخامس", "الثاني"), ("ar", "السابعة", "الرابعة"), ("ar", "السادس", "الثامن"),
];

pub(super) const CURRENCY: &[Swap] = &[
    ("en", "$", "€"), ("en", "£", "$"), ("en", "€", "£"), ("en", "dollars", "euros"), ("en", "dollar", "yen"),
    ("en", "euros", "dollars"), ("en", "pounds", "dollars"), ("en", "cents", "euros"),
    ("ar", "دولار", "يورو"), ("ar", "دولارا", "دينارا"), ("ar", "دولارًا", "يورو"), ("ar", "يورو", "دولار"), ("ar", "جنيه إسترليني", "دولار"),
    ("ar", "جنيه", "ريال"), ("ar", "دولارات", "جنيهات"), ("ar", "£", "$"), ("ar", "$", "€"),
];

pub(super) const NEGATION_DROPPED: &[Swap] = &[
    ("en", "is not", "is"), ("en", "was not", "was"), ("en", "are not", "are"), ("en", "were not", "were"), ("en", "has not", "has"),
    ("en", "have not", "have"), ("en", "had not", "had"), ("en", "did not", "did"), ("en", "does not", "does"), ("en", "do not", "do"),
    ("en", "will not", "will"), ("en", "would not", "would"), ("en", "should not", "should"), ("en", "could not", "could"),
    ("en", "cannot", "can"), ("en", "can't", "can"), ("en", "don't", "do"), ("en", "doesn't", "does"), ("en", "didn't", "did"),
    ("en", "isn't", "is"), ("en", "wasn't", "was"), ("en", "won't", "will"), ("en", "wouldn't", "would"), ("en", "couldn't", "could"),
    ("en", "never", "often"), ("en", "has never", "has"), ("en", "no longer", "now"), ("en", "without", "with"), ("en", "unable", "able"),
    ("ar", "لم", "قد"), ("ar", "لن", "سوف"), ("ar", "ليس", "إنه"), ("ar", "ليست", "إنها"), ("ar", "لا يزال", "كان"), ("ar", "لا يمكن", "يمكن"),
    ("ar", "لا", "قد"), ("ar", "غير قادر", "قادر"), ("ar", "بدون", "مع"), ("ar", "دون", "مع"), ("ar", "عدم", "إمكان"),
];

pub(super) const NEGATION_ADDED: &[Swap] = &[
    ("en", "is", "is not"), ("en", "was", "was not"), ("en", "are", "are not"), ("en", "were", "were not"), ("en", "has", "has not"),
    ("en", "have", "have not"), ("en", "had", "had not"), ("en", "will", "will not"), ("en", "would", "would not"), ("en", "can", "cannot"),
    ("ar", "كان", "لم يكن"), ("ar", "كانت", "لم تكن"), ("ar", "يمكن", "لا يمكن"), ("ar", "يجب", "لا يجب"), ("ar", "سيكون", "لن يكون"),
    ("ar", "قال", "لم يقل"), ("ar", "يكون", "لا يكون"), ("ar", "أعلن", "لم يعلن"), ("ar", "ستكون", "لن تكون"), ("ar", "تم", "لم يتم"),
];

pub(super) const ANTONYM: &[Swap] = &[
    ("en", "rise", "fall"), ("en", "rose", "fell"), ("en", "fell", "rose"), ("en", "increase", "decrease"), ("en", "increased", "decreased"),
    ("en", "more", "less"), ("en", "before", "after"), ("en", "after", "before"), ("en", "high", "low"), ("en", "higher", "lower"),
    ("en", "lower", "higher"), ("en", "low", "high"), ("en", "won", "lost"), ("en", "lost", "won"), ("en", "win", "lose"), ("en", "win", "defeat"),
    ("en", "good", "bad"), ("en", "best", "worst"), ("en", "old", "new"), ("en", "new", "old"), ("en", "open", "closed"), ("en", "opened", "closed"),
    ("en", "east", "west"), ("en", "north", "south"), ("en", "south", "north"), ("en", "west", "east"), ("en", "up", "down"), ("en", "large", "small"),
    ("en", "accepted", "rejected"), ("en", "support", "oppose"), ("en", "early", "late"), ("en", "left", "right"), ("en", "dead", "alive"),
    ("ar", "ارتفع", "انخفض"), ("ar", "ارتفعت", "انخفضت"), ("ar", "انخفض", "ارتفع"), ("ar", "زيادة", "انخفاض"), ("ar", "أكثر", "أقل"), ("ar", "أقل", "أكثر"),
    ("ar", "قبل", "بعد"), ("ar", "بعد", "قبل"), ("ar", "فاز", "خسر"), ("ar", "خسر", "فاز"), ("ar", "الفوز", "الخسارة"), ("ar", "جيد", "سيئ"),
    ("ar", "أفضل", "أسوأ"), ("ar", "جديد", "قديم"), ("ar", "جديدة", "قديمة"), ("ar", "شمال", "جنوب"), ("ar", "جنوب", "شمال"), ("ar", "كبير", "صغير"),
    ("ar", "كبيرة", "صغيرة"), ("ar", "أعلى", "أدنى"), ("ar", "دعم", "رفض"), ("ar", "فتح", "أغلق"), ("ar", "شرق", "غرب"), ("ar", "داخل", "خارج"),
];

pub(super) const GENDER: &[Swap] = &[
    ("en", "he", "she"), ("en", "He", "She"), ("en", "she", "he"), ("en", "She", "He"), ("en", "his", "her"), ("en", "him", "her"),
    ("ar", "قال", "قالت"), ("ar", "قالت", "قال"), ("ar", "هو", "هي"), ("ar", "هي", "هو"), ("ar", "كان", "كانت"), ("ar", "كانت", "كان"),
];

pub(super) const SINGULAR: &[Swap] = &[
    ("en", "years", "year"), ("en", "months", "month"), ("en", "days", "day"), ("en", "weeks", "week"), ("en", "hours", "hour"),
    ("en", "minutes", "minute"), ("en", "people", "person"), ("en", "points", "point"), ("en", "games", "game"), ("en", "women", "woman"),
    ("en", "men", "man"), ("en", "children", "child"), ("en", "miles", "mile"), ("en", "students", "student"), ("en", "goals", "goal"),
    ("en", "countries", "country"), ("en", "times", "time"), ("en", "cases", "case"), ("en", "yards", "yard"), ("en", "members", "member"),
    ("ar", "سنوات", "سنة"), ("ar", "أعوام", "عام"), ("ar", "أشهر", "شهر"), ("ar", "أيام", "يوم"), ("ar", "ساعات", "ساعة"), ("ar", "دقائق", "دقيقة"),
    ("ar", "ملايين", "مليون"), ("ar", "أشخاص", "شخص"), ("ar", "نقاط", "نقطة"), ("ar", "مرات", "مرة"), ("ar", "أسابيع", "أسبوع"), ("ar", "آلاف", "ألف"),
    ("ar", "مباريات", "مباراة"), ("ar", "أهداف", "هدف"), ("ar", "أميال", "ميل"), ("ar", "أقدام", "قدم"), ("ar", "مليارات", "مليار"),
];

/// Capitalised words that are no names of people.
pub(super) const NO_NAME: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "April", "June", "July",
    "August", "September", "October", "November", "December",
];

pub(super) const PEOPLE: &[&str] = &["Nassar", "Lindqvist", "Okafor", "Petrov", "Morales", "Haddad", "Whitfield", "Tanaka"];
pub(super) const ARABIC_PEOPLE: &[&str] = &["نصار", "ليندكفيست", "أوكافور", "بتروف", "موراليس", "حداد", "ويتفيلد", "تاناكا"];
pub(super) const SAID: &[&str] = &["قال", "وقال", "قالت", "وقالت", "أضاف", "وأضاف", "أخبر", "صرح", "السيد", "السيدة"];

/// Signs and words of percent.
pub(super) const PERCENT: &[&str] = &["%", "٪", " percent", " per cent", " في المئة", " في المائة", " بالمئة", " بالمائة"];
